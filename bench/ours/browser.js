import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { build, preview } from 'vite';

const PAGE = new URL('../../e2e/browser/page', import.meta.url).pathname;

/**
 * In Chromium, from the page that the browser tests bundle: `rate`, operations a second and core of a measurement in Web
 * Workers, in 10⁹; `slider`, milliseconds that theory takes to follow a slider.
 */
export default async function inChromium({ what, ...options }, library) {
  const outDir = await mkdtemp(join(tmpdir(), 'firstguess-bench-'));
  const common = { root: PAGE, configFile: false, logLevel: 'error' };
  const alias = { firstguess: `${library.folder}/browser.js` };
  await build({ ...common, resolve: { alias }, build: { outDir, target: 'esnext' } });
  const server = await preview({ ...common, build: { outDir }, preview: { host: '127.0.0.1', port: 0 } });
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
  try {
    const page = await browser.newPage();
    await page.goto(server.resolvedUrls.local[0]);
    await page.waitForFunction(() => 'firstguess' in globalThis);
    return await page.evaluate({ rate, slider }[what], options);
  } finally {
    await browser.close();
    await server.close();
  }
}

/** Runs in the page. One readout each, data drawn once; counted from where layers are no longer traced. */
async function rate({ width, depth, points, inits }) {
  const marks = [];
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
  const [first, began] = marks.find(([done]) => done > TRACED + provenance.workers);
  const [last, ended] = marks.at(-1);
  const seconds = (ended - began) / 1000 / (last - first);
  return { seconds, gigaflops: (2 * width * width * points * depth) / seconds / provenance.workers / 1e9 };
}

/** Runs in the page. The slowest of the later half of the updates, each of several networks with another σ_w². */
async function slider({ networks, depth, act, updates }) {
  const milliseconds = [];
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
