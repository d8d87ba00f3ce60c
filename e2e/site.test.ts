import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from './browser/chromium.ts';
import { type ServedSite, serveSite } from './testing/servedSite.ts';

const ROOT = new URL('..', import.meta.url).pathname;
const SITE = join(ROOT, 'docs/.vitepress/dist');

let built: ReturnType<typeof spawnSync>;
let browser: Browser;
let served: ServedSite;
/** What went wrong in any page: errors in the console, requests that failed or went elsewhere. */
const complaints: string[] = [];

beforeAll(async () => {
  // Vitest's own environment would make it a build for development.
  const { NODE_ENV: _, VITEST: __, ...env } = process.env;
  built = spawnSync('npm', ['run', 'docs'], { cwd: ROOT, env, encoding: 'utf8' });
  served = await serveSite(SITE);
  browser = await launchChromium();
});

afterAll(async () => {
  await browser?.close();
  await served?.close();
});

async function newPage(options?: BrowserContextOptions): Promise<Page> {
  const page = await browser.newPage(options);
  const complain = (what: string) => complaints.push(`${new URL(page.url()).pathname}: ${what}`);
  page.on('console', (message) => message.type() === 'error' && complain(message.text()));
  page.on('pageerror', (error) => complain(error.message));
  page.on('requestfailed', (request) => {
    const why = request.failure()?.errorText;
    // Pages fetch beforehand what their links lead to, and stop when they are left.
    if (why !== 'net::ERR_ABORTED') complain(`${request.url()}: ${why}`);
  });
  page.on('response', (response) => response.status() >= 400 && complain(`${response.url()} is not there`));
  page.on('request', (request) => {
    if (!/^data:|^blob:/.test(request.url()) && !request.url().startsWith(served.url)) complain(request.url());
  });
  return page;
}

/** Paths of all pages: those of typedoc apart, which are many and alike. */
function pagesBelow(folder: string): string[] {
  return readdirSync(join(SITE, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return ['api', 'assets'].includes(path) ? [] : pagesBelow(path);
    return entry.name.endsWith('.html') && entry.name !== '404.html' ? [path] : [];
  });
}

describe('the site', () => {
  it('is built by one command, from a gallery whose figures and texts are those of its numbers', () => {
    expect(built.status, String(built.stderr)).toBe(0);
    const jiti = join(ROOT, 'node_modules/.bin/jiti');
    const check = [join(ROOT, 'scripts/gallery.ts'), '--check'];
    const { status, stderr } = spawnSync(jiti, check, { cwd: ROOT, encoding: 'utf8' });
    expect(stderr).toBe('');
    expect(status).toBe(0);
  });

  it('opens every page without an error, a broken link or a request to another host', async () => {
    const page = await newPage();
    const anchors = new Map<string, Set<string>>();
    const links: { readonly from: string; readonly to: string }[] = [];
    const paths = [...pagesBelow('.'), 'api/index.html'];
    for (const path of paths) {
      await page.goto(`${served.url}${path}`);
      const { hrefs, ids } = await page.evaluate(() => ({
        hrefs: [...document.querySelectorAll<HTMLAnchorElement>('a[href]')].map(({ href }) => href),
        ids: [...document.querySelectorAll('[id]')].map(({ id }) => id),
      }));
      anchors.set(path, new Set(ids));
      if (!path.startsWith('api/')) for (const to of new Set(hrefs)) links.push({ from: path, to });
    }
    const broken = links.filter(({ to }) => {
      if (!to.startsWith(served.url)) return !/^https?:/.test(to);
      const [path, anchor] = to.slice(served.url.length).split('#');
      const found = anchors.get(path === '' || path!.endsWith('/') ? `${path}index.html` : path!);
      return found === undefined || (anchor ? !found.has(decodeURIComponent(anchor)) : false);
    });
    expect(paths.length).toBeGreaterThan(20);
    // Pages link to each other wherever they lie in the repository.
    for (const [from, to] of [
      ['glossary.html', 'theory.html#0-setting'],
      ['theory.html', 'checks-finite.html'],
      ['story/10-follow-ups.html', 'theory.html#15-the-actual-widths'],
    ] as const) {
      expect(links).toContainEqual({ from, to: `${served.url}${to}` });
    }
    expect(broken).toEqual([]);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it.each([
    ['light', 1280],
    ['light', 500],
    ['light', 390],
    ['dark', 1280],
    ['dark', 390],
  ] as const)('shows the pictures of a %s page, and fits %i pixels', async (colorScheme, width) => {
    const page = await newPage({ colorScheme, viewport: { width, height: 900 } });
    for (const path of ['index', 'story/04-activations', 'theory']) {
      await page.goto(`${served.url}${path}.html`);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(overflow, path).toBeLessThanOrEqual(0);
      if (path === 'theory') continue;
      const shown = page.locator('.figure img:visible');
      expect(await shown.count()).toBeGreaterThan(0);
      const hidden = await page.locator('.figure').evaluateAll((figures) =>
        (figures as HTMLElement[]).filter((figure) => {
          // A bar is higher than the two borders.
          const isCut = figure.scrollWidth > figure.clientWidth;
          return isCut && (figure.tabIndex !== 0 || figure.offsetHeight - figure.clientHeight <= 2);
        }),
      );
      expect(hidden.length, path).toBe(0);
      for (const image of await shown.all()) {
        await image.scrollIntoViewIfNeeded();
        await expect.poll(() => image.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(800);
        expect(await image.getAttribute('class')).toBe(`in-${colorScheme}`);
      }
      await page.evaluate(() => window.scrollTo(0, 0));
      const name = `${path.replace('/', '-')}-${colorScheme}-${width}.png`;
      await page.screenshot({ path: join(ROOT, 'runs/site', name), fullPage: true });
    }
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('finds words in its own index', async () => {
    const page = await newPage();
    await page.goto(`${served.url}index.html`);
    // The key is heard once the page is alive.
    const isOpen = async () => {
      await page.keyboard.press('/');
      return page.locator('.search-input').isVisible();
    };
    await expect.poll(isOpen, { timeout: 30_000 }).toBe(true);
    await page.locator('.search-input').fill('self-averaging');
    await page.locator('.results .result').first().waitFor();
    expect(await page.locator('.results').textContent()).toMatch(/larger is not more even/i);
    expect(complaints).toEqual([]);
    await page.close();
  });
});
