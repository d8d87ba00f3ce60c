import * as node from 'firstguess';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from './chromium.ts';
import { type ServedPage, servePage } from './served.ts';

/** What page/main.ts puts into the page. */
declare const firstguess: Pick<typeof node, 'predict' | 'measure'>;

let served: ServedPage;
let browser: Browser;
let page: Page;
const complaints: string[] = [];

beforeAll(async () => {
  served = await servePage();
  browser = await launchChromium();
  page = await browser.newPage();
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  await served.open(page);
});

afterAll(async () => {
  await browser?.close();
  await served?.close();
});

/** To nine digits: exp, sin and log of two builds of V8 differ in the last, and jackknives lose a few more. */
function rounded(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (_, v) => (typeof v === 'number' ? v.toPrecision(9) : v)));
}

describe('the library bundled for a browser', () => {
  it.each([
    ['5*(dense(1000), relu), dense(2)', 'gaussian(dim=1000)'],
    ['3*(dense(100), tanh), dense(10)', 'gaussian(dim=50, mean=1)'],
  ])('predicts %s on %s as Node does', async (network, data) => {
    const there = await page.evaluate(([n, d]) => firstguess.predict(n, d), [network, data]);
    expect(rounded(there)).toEqual(rounded(node.predict(network, data)));
  });

  it('predicts the digits over all pairs of 300 points', async () => {
    const options = { preprocess: 'standardize', points: 300 };
    const network = '2*(dense(64), relu), dense(10)';
    const there = await page.evaluate(([n, o]) => firstguess.predict(n, 'digits', o), [network, options] as const);
    expect(rounded(there)).toEqual(rounded(node.predict(network, 'digits', options)));
  });

  it('measures by WebAssembly what Node measures', async () => {
    const options = { preprocess: 'standardize', points: 200, inits: 20, readouts: 8 };
    const network = '2*(dense(64), relu), dense(10)';
    const there = await page.evaluate(([n, o]) => firstguess.measure(n, 'digits', o), [network, options] as const);
    const here = await node.measure(network, 'digits', options);
    expect(there.engine).toContain('onnxruntime-web');
    // The same weights; products of another engine may round a rare near-tie the other way.
    expect(there.agreement.mean).toBeCloseTo(here.agreement.mean, 4);
  });

  it('says what is wrong with a network', async () => {
    const message = await page.evaluate(() => {
      try {
        firstguess.predict('dense(10), relu8', 'digits');
        return 'nothing';
      } catch (error) {
        return (error as Error).message;
      }
    });
    expect(message).toBe('unknown layer "relu8" in the network');
  });

  it('leaves no error in the console', () => {
    expect(complaints).toEqual([]);
  });
});
