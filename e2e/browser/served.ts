import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { build, preview } from 'vite';

/** The page of this folder, bundled as users would, on a server of its own. */
export interface ServedPage {
  /** Opens it and waits until the library is there. */
  open(page: Page): Promise<Page>;
  close(): Promise<void>;
}

export async function servePage(): Promise<ServedPage> {
  const root = new URL('./page', import.meta.url).pathname;
  const outDir = mkdtempSync(join(tmpdir(), 'firstguess-page-'));
  await build({ root, logLevel: 'error', build: { outDir, emptyOutDir: true, target: 'esnext' } });
  const server = await preview({ root, logLevel: 'error', build: { outDir }, preview: { host: '127.0.0.1', port: 0 } });
  return {
    open: async (page) => {
      await page.goto(server.resolvedUrls!.local[0]);
      await page.waitForFunction(() => 'firstguess' in globalThis);
      return page;
    },
    close: () => server.close(),
  };
}
