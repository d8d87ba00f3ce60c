import * as node from 'firstguess';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BrowserMeasureOptions } from '../../src/browser.ts';
import { launchChromium } from './chromium.ts';
import { type ServedPage, servePage } from './served.ts';

/** What page/main.ts puts into the page. */
declare const firstguess: {
  measure(network: string, data: string, options: BrowserMeasureOptions): Promise<node.Measurement>;
};

const NETWORK = '2*(dense(64), relu), dense(10)';
const OPTIONS = { preprocess: 'standardize', points: 200, inits: 20, readouts: 8 };

let served: ServedPage;
let browser: Browser;
let withGpu: Browser;
let expected: node.Measurement;

beforeAll(async () => {
  [served, browser, withGpu, expected] = await Promise.all([
    servePage(),
    launchChromium(),
    launchChromium({ softwareGpu: true }),
    node.measure(NETWORK, 'digits', OPTIONS),
  ]);
});

afterAll(async () => {
  await Promise.all([browser?.close(), withGpu?.close()]);
  await served?.close();
});

function measureIn(page: Page, options: BrowserMeasureOptions = {}): Promise<node.Measurement> {
  return page.evaluate(([n, o]) => firstguess.measure(n, 'digits', o), [NETWORK, { ...OPTIONS, ...options }] as const);
}

/** All that the draws decide. */
function numbers({ agreement, maxFraction, sd, gamma, histogram, layers, tiedPoints, byClass }: node.Measurement) {
  return { agreement, maxFraction, sd, gamma, histogram, layers, tiedPoints, byClass };
}

/** The same weights; products of another engine may round a rare near-tie the other way. */
function expectAsInNode(measured: node.Measurement): void {
  expect(measured.agreement.mean).toBeCloseTo(expected.agreement.mean, 4);
  expect(measured.maxFraction.mean).toBeCloseTo(expected.maxFraction.mean, 4);
  expect(measured.gamma.mean).toBeCloseTo(expected.gamma.mean, 5);
}

describe('measuring in Web Workers', () => {
  it('gives identical numbers with one worker and with two, which are those of Node', async () => {
    const page = await served.open(await browser.newPage());
    const one = await measureIn(page, { workers: 1 });
    const two = await measureIn(page, { workers: 2 });
    expect([one, two].map(({ provenance }) => provenance.workers)).toEqual([1, 2]);
    expect(numbers(two)).toEqual(numbers(one));
    expectAsInNode(two);
    expect(two.notes).toEqual(expected.notes);
  });

  it('takes one worker a core, and leaves none behind', async () => {
    const page = await served.open(await browser.newPage());
    const cores = await page.evaluate(() => navigator.hardwareConcurrency);
    const { provenance } = await measureIn(page);
    expect(provenance.workers).toBe(cores);
    await expect.poll(() => page.workers().length).toBe(0);
  });

  it('reports progress, and stops when told to with what is done', async () => {
    const page = await served.open(await browser.newPage());
    const { status, initialisations, done } = await page.evaluate(
      async ([network, options]) => {
        const abort = new AbortController();
        const done: number[] = [];
        const onProgress: BrowserMeasureOptions['onProgress'] = (progress) => {
          if (progress.stage === 'draws') done.push(progress.done);
          if (progress.done >= 10) abort.abort();
        };
        const all = { ...options, inits: 2000, signal: abort.signal, onProgress };
        return { ...(await firstguess.measure(network, 'digits', all)), done };
      },
      [NETWORK, OPTIONS] as const,
    );
    expect(status).toBe('interrupted');
    expect(initialisations).toBeGreaterThanOrEqual(10);
    expect(initialisations).toBeLessThan(2000);
    expect(done).toEqual([...done].sort((a, b) => a - b));
    expect(done.at(-1)).toBe(initialisations);
  });

  it('fails when its workers do, and leaves none behind', async () => {
    const page = await browser.newPage();
    await page.context().route('**/*.wasm', (route) => route.abort());
    await served.open(page);
    await expect(measureIn(page)).rejects.toThrow(/wasm/);
    await expect.poll(() => page.workers().length).toBe(0);
  });

  it('stays on the thread of a page that must not have workers, and says so', async () => {
    const page = await browser.newPage();
    await page.route('**/*', async (route) => {
      const response = await route.fetch();
      const headers = { ...response.headers(), 'content-security-policy': "worker-src 'none'" };
      await route.fulfill({ response, headers });
    });
    const measured = await measureIn(await served.open(page));
    expectAsInNode(measured);
    expect(measured.provenance.workers).toBe(1);
    expect(measured.notes).toContain('this page cannot start workers: measured on its own thread, which kept it busy');
  });
});

describe('measuring by WebGPU', () => {
  it('gives the numbers of Node where WebGPU is asked for, with one worker', async () => {
    const measured = await measureIn(await served.open(await withGpu.newPage()), { device: 'webgpu' });
    expect(measured.engine).toMatch(/^onnxruntime-web .* on webgpu$/);
    expect(measured.provenance).toMatchObject({ workers: 1, processor: expect.stringContaining('swiftshader') });
    expect(measured.notes).toEqual(expected.notes);
    expectAsInNode(measured);
  });

  it('is not chosen for a GPU imitated in software', async () => {
    const { engine, notes } = await measureIn(await served.open(await withGpu.newPage()));
    expect(engine).not.toContain('webgpu');
    expect(notes).toEqual(expected.notes);
  });

  it('gives way to WebAssembly where there is no GPU, and says so', async () => {
    const measured = await measureIn(await served.open(await browser.newPage()), { device: 'webgpu' });
    expect(measured.engine).not.toContain('webgpu');
    expect(measured.notes).toContain(
      'the device webgpu is not available here (the browser lends no GPU): measured by WebAssembly',
    );
    expectAsInNode(measured);
  });
});
