import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { firstguess } from '../testing/firstguess.ts';
import { launchChromium } from './chromium.ts';

const ROOT = mkdtempSync(join(tmpdir(), 'firstguess-pages-'));
const RELU = '3*(dense(32), relu), dense(10)';
const FEW = ['--points', '30', '--inits', '4', '--readouts', '2'];

const MEASURED = join(ROOT, 'mean.yaml');
const NODES = join(ROOT, 'nodes.yaml');

/** Of each kind of page: where it is, and the command that writes it. */
const pages: [page: string, command: string[]][] = [
  ['measure/report', ['measure', '--network', RELU, ...FEW]],
  ['compare/comparison', ['compare', RELU, '2*(dense(40), layerNorm, tanh), dense(10)', ...FEW]],
  ['explain/explanation', ['explain', '--network', RELU, ...FEW]],
  ['preprocess/preprocessing', ['preprocess', '--network', RELU, ...FEW]],
  ['phase/phase', ['phase', '--network', '20*(dense(32), tanh), dense(10)', '--x', 'sigmaW2=0.5:4:20']],
  ['data/data', ['data', 'digits']],
  ['mean/mean', ['reproduce', '--quick', '--file', MEASURED]],
  ['nodes/nodes', ['reproduce', '--quick', '--file', NODES]],
  ['nodes/report', []],
];

const CLAIM = `claim: mine
title: A mean makes a bias
statement: Data that are not centred make a linear network biased.
source: docs/theory.md §0
seed: 3
refuted-by: Linear networks without a bias on such data.
`;

let browser: Browser;

beforeAll(async () => {
  const experiment = `${CLAIM}quick: {inits: 10, points: 30}\nfull: {inits: 10, points: 30}\n`;
  const vary = 'data: gaussian(dim=100, mean={mean})\nvary: {mean: [0, 1]}\nmeasure: [gamma]\n';
  const runs = 'runs:\n  - {label: linear, network: "dense(100), dense(2)"';
  writeFileSync(MEASURED, `${experiment}${vary}${runs}}\nexpect:\n  - {quantity: gamma, increases-with: mean}\n`);
  const nodes = experiment.replaceAll('points: 30', 'points: 30, readouts: 4');
  const onDigits = `kind: nodes\n${nodes}${runs}, data: digits}\nshow: [linear]\n`;
  writeFileSync(NODES, `${onDigits}expect:\n  - {quantity: lasting, is: 0, within: 1}\n`);
  for (const [page, command] of pages) {
    if (command.length === 0) continue;
    const { err, exitCode } = await firstguess([...command, '--out', join(ROOT, page.split('/')[0]!)]);
    expect([0, 1], err).toContain(exitCode);
  }
  browser = await launchChromium();
});

afterAll(() => browser?.close());

describe.each(pages.map(([page]) => page))('the page %s', (path) => {
  it.each([500, 1000, 1500])('fits a window of %i pixels, and what is wider scrolls in sight', async (width) => {
    const page = await browser.newPage({ viewport: { width, height: 900 } });
    await page.goto(pathToFileURL(join(ROOT, `${path}.html`)).href);
    const { overflow, cut } = await page.evaluate(() => {
      const isSeen = (element: Element) => {
        const scroller = element.closest<HTMLElement>('.scroll');
        const { right } = (scroller ?? element).getBoundingClientRect();
        if (right > document.documentElement.clientWidth) return false;
        if (!scroller || scroller.scrollWidth <= scroller.clientWidth) return true;
        // A bar takes room of its own.
        return scroller.tabIndex === 0 && scroller.offsetHeight > scroller.clientHeight;
      };
      const parts = [...document.querySelectorAll('table, svg, p, pre, dl')];
      return {
        overflow: document.documentElement.scrollWidth - window.innerWidth,
        cut: parts.filter((part) => !isSeen(part)).map((part) => part.outerHTML.slice(0, 200)),
      };
    });
    expect(overflow).toBeLessThanOrEqual(0);
    expect(cut).toEqual([]);
    await page.close();
  });
});
