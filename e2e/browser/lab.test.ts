import { join } from 'node:path';
import axe from 'axe-core';
import { measure, predict } from 'firstguess';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ServedLab, serveLab } from '../../src/hosts/node/serveLab.ts';
import { launchChromium } from './chromium.ts';

const ROOT = join(import.meta.dirname, '../..');
const NETWORK = '2*(dense(40), relu), dense(3)';
const DATA = 'gaussian(dim=30)';

let lab: ServedLab;
let browser: Browser;
/** What went wrong in any page: errors, policies that were broken, requests that failed or went elsewhere. */
const complaints: string[] = [];

beforeAll(async () => {
  lab = await serveLab({ port: 0 }, join(ROOT, 'dist/lab'));
  browser = await launchChromium();
});

afterAll(async () => {
  await browser?.close();
  await lab?.close();
});

async function open(
  experiment: Record<string, string> = {},
  scheme: 'light' | 'dark' = 'light',
  width = 1280,
): Promise<Page> {
  const page = await browser.newPage({
    colorScheme: scheme,
    viewport: { width, height: 900 },
    reducedMotion: 'reduce',
  });
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('requestfailed', (request) => complaints.push(`${request.url()} failed`));
  page.on('request', (request) => {
    if (!request.url().startsWith(lab.url) && !/^(data|blob):/.test(request.url())) complaints.push(request.url());
  });
  await page.goto(`${lab.url}#${new URLSearchParams(experiment)}`);
  await page.getByRole('heading', { level: 1, name: /favourite class/ }).waitFor();
  return page;
}

const cell = (page: Page, row: string, column: number) =>
  page.getByRole('row', { name: row }).getByRole('cell').nth(column).textContent();

describe('the lab', () => {
  it('shows what theory expects, as predict does', async () => {
    const page = await open({ network: NETWORK, data: DATA });
    const { agreement, maxFraction, gamma } = predict(NETWORK, DATA);
    const shown = [await cell(page, 'agreement', 0), await cell(page, 'favourite', 0), await cell(page, 'γ', 0)];
    expect(shown.map(Number)).toEqual([agreement, maxFraction, gamma].map((value) => Number(value!.toPrecision(4))));
    await page.close();
  });

  it('draws the networks that measure draws', async () => {
    const page = await open({ network: NETWORK, data: DATA, points: '200', seed: '5' });
    const step = page.getByRole('button', { name: 'One more' });
    for (let draws = 1; draws <= 9; draws++) {
      await step.click();
      await page.getByText(`${4 * draws} networks drawn`).waitFor();
    }
    const measured = await measure(NETWORK, DATA, { points: 200, seed: 5, inits: 9, readouts: 4 });
    const [mean] = (await cell(page, 'agreement', 1))!.trim().split(' ');
    expect(Math.abs(Number(mean) - measured.agreement.mean)).toBeLessThan(1e-3);
    await page.getByText(/agrees with theory|differs from theory/).waitFor();
    await page.getByRole('button', { name: 'Draw networks' }).click();
    await page.getByText(/networks drawn, [\d,]+ a second/).waitFor();
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.close();
  });

  it('is built by keyboard alone, and its address brings the network back', async () => {
    const page = await open({ network: NETWORK, data: DATA });
    const notation = page.getByRole('textbox', { name: 'Network in the notation' });
    await page.getByRole('button', { name: 'Remove relu' }).focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => notation.inputValue()).toBe('2*dense(40), dense(3)');
    await page.getByRole('combobox', { name: 'Add a layer' }).first().focus();
    await page.keyboard.type('tanh');
    await page.keyboard.press('Enter');
    await expect.poll(() => notation.inputValue()).toBe('2*(dense(40), tanh), dense(3)');
    const units = page.getByRole('textbox', { name: 'units of dense' }).first();
    await units.fill('-3');
    await units.press('Enter');
    await page.getByRole('alert').filter({ hasText: 'units' }).waitFor();
    await units.fill('64');
    await units.press('Enter');
    await expect.poll(() => notation.inputValue()).toBe('2*(dense(64), tanh), dense(3)');
    const address = page.url();
    await page.close();
    const again = await browser.newPage();
    await again.goto(address);
    await expect
      .poll(() => again.getByRole('textbox', { name: 'Network in the notation' }).inputValue())
      .toBe('2*(dense(64), tanh), dense(3)');
    await again.close();
  });

  it('says what is wrong with a network where it is written, and shows the last that was right', async () => {
    const page = await open({ network: NETWORK, data: DATA });
    await page.getByRole('textbox', { name: 'Network in the notation' }).fill('dense(40), rely');
    await page.getByRole('alert').filter({ hasText: 'unknown layer "rely"' }).waitFor();
    await page.close();
  });

  it('looks into one network: who gets which digits, and how its nodes are shifted', async () => {
    const page = await open({ network: '3*(dense(64), relu), dense(10)', data: 'digits' });
    await page.getByRole('button', { name: 'Draw one and look inside' }).click();
    await page.getByText('network 1 of seed 0, 1,797 inputs').waitFor();
    expect(await page.locator('canvas').count()).toBeGreaterThan(20);
    await page.screenshot({ path: join(ROOT, 'runs/lab/one-light-1280.png'), fullPage: true });
    await page.close();
  });

  it.each([
    ['light', 390],
    ['light', 1280],
    ['dark', 390],
    ['dark', 2560],
  ] as const)('fits a %s page of %i pixels, and can be used with a screen reader', async (scheme, width) => {
    const page = await open({}, scheme, width);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    // The page's own policy lets no script in, so that this one comes by the debugger.
    const session = await page.context().newCDPSession(page);
    await session.send('Runtime.evaluate', { expression: axe.source });
    const found = await session.send('Runtime.evaluate', {
      expression:
        'axe.run().then(({ violations }) => JSON.stringify(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])))',
      awaitPromise: true,
    });
    expect(JSON.parse(found.result.value)).toEqual([]);
    await page.screenshot({ path: join(ROOT, `runs/lab/first-${scheme}-${width}.png`), fullPage: true });
    await page.close();
  });

  it('never asked for anything from elsewhere, nor broke a rule of its own', () => {
    expect(complaints).toEqual([]);
  });
});
