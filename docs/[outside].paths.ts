import { readFileSync } from 'node:fs';
import { outsidePages } from './.vitepress/outsidePages.ts';

export default {
  paths: () =>
    outsidePages.map(({ name, path }) => ({
      params: { outside: name },
      content: readFileSync(new URL(`../${path}`, import.meta.url), 'utf8'),
    })),
};
