import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { chromium } from 'playwright-core';
import { build, preview } from 'vite';
import type { Library } from '../library.ts';
import type { Outcome } from '../types.ts';

interface Rate {
  readonly what: 'rate';
  readonly width: number;
  readonly depth: number;
  readonly points: number;
  readonly inits: number;
}

interface Slider {
  readonly what: 'slider';
  readonly networks: number;
  readonly depth: number;
  readonly act: string;
  readonly updates: number;
}

/** What the page of the browser tests gives to those who call it from outside. */
declare const firstguess: Pick<typeof import('../../src/browser.ts'), 'measure' | 'predict'>;

/**
 * In Chromium, from the page that the browser tests bundle: `rate`, operations a second and core of a measurement in Web
 * Workers, in 10⁹; `slider`, milliseconds that theory takes to follow a slider.
 */
export default async function inChromium(options: Rate | Slider, { folder }: Library): Promise<Outcome> {
  const outDir = await mkdtemp(join(tmpdir(), 'firstguess-bench-'));
  const common = { root: resolve('e2e/browser/page'), configFile: false, logLevel: 'error' } as const;
  const alias = { firstguess: `${folder}/browser.js` };
  await build({ ...common, resolve: { alias }, build: { outDir, target: 'esnext' } });
  const server = await preview({ ...common, build: { outDir }, preview: { host: '127.0.0.1', port: 0 } });
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
  try {
    const page = await browser.newPage();
    await page.goto(server.resolvedUrls!.local[0]);
    await page.waitForFunction(() => 'firstguess' in globalThis);
    return options.what === 'rate' ? await page.evaluate(rate, options) : await page.evaluate(slider, options);
  } finally {
    await browser.close();
    await server.close();
  }
}

/** Runs in the page. One readout each, data drawn once; counted from where layers are no longer traced. */
async function rate({ width, depth, points, inits }: Rate): Promise<Outcome> {
  const marks: [done: number, time: number][] = [];
  const { provenance } = await firstguess.measure(
    `${depth}*(dense(${width}), relu), dense(2)`,
    `gaussian(dim=${width})`,
    {
      points,
      inits,
      readouts: 1,
      dataDraw: 'once',
      device: 'wasm',
      onProgress: ({ stage, done }) => stage === 'draws' && marks.push([done, performance.now()]),
    },
  );
  const TRACED = 32;
  const [first, began] = marks.find(([done]) => done > TRACED + provenance.workers)!;
  const [last, ended] = marks.at(-1)!;
  const seconds = (ended - began) / 1000 / (last - first);
  return { seconds, gigaflops: (2 * width * width * points * depth) / seconds / provenance.workers / 1e9 };
}

/** Runs in the page. The slowest of the later half of the updates, each of several networks with another σ_w². */
async function slider({ networks, depth, act, updates }: Slider): Promise<Outcome> {
  const milliseconds: number[] = [];
  for (let update = 0; update < updates; update++) {
    const began = performance.now();
    for (let network = 0; network < networks; network++) {
      const sigmaW2 = 1 + (update * networks + network) / 1000;
      firstguess.predict(`${depth}*(dense(1000), ${act}), dense(10)`, 'gaussian(dim=1000)', { sigmaW2 });
    }
    milliseconds.push(performance.now() - began);
  }
  const slowest = Math.max(...milliseconds.slice(updates >> 1));
  return { milliseconds: slowest, seconds: slowest / 1000 };
}
