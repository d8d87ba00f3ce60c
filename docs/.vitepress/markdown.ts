import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { MarkdownRenderer } from 'vitepress';
import { mathml } from './mathml.ts';
import { outsidePages } from './outsidePages.ts';

/** What turns pages written for GitHub into pages of the site: the same files are read in both places. */
export function asOnGitHub(md: MarkdownRenderer): void {
  formulas(md);
  links(md);
  pictures(md);
}

/** Anchors as GitHub makes them: lower case, punctuation left out, spaces to hyphens. */
export function slugify(heading: string): string {
  return heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-');
}

/** $$ on lines of their own around a formula, and $ … $ within a line. */
function formulas(md: MarkdownRenderer): void {
  md.block.ruler.before('fence', 'formula', (state, start, end, silent) => {
    const lineOf = (line: number) => state.src.slice(state.bMarks[line] + state.tShift[line], state.eMarks[line]);
    if (lineOf(start).trim() !== '$$') return false;
    let last = start + 1;
    while (last < end && lineOf(last).trim() !== '$$') last += 1;
    if (last === end) return false;
    if (silent) return true;
    const { math, tag } = mathml(state.getLines(start + 1, last, 0, false), true);
    const number = tag === undefined ? '' : `<span class="number">(${tag})</span>`;
    state.push('html_block', '', 0).content =
      `<div v-pre class="formula"><div class="scroll">${math}</div>${number}</div>\n`;
    state.line = last + 1;
    return true;
  });
  md.inline.ruler.before('escape', 'formula', (state, silent) => {
    const found = /^\$(?=\S)([^$]*[^$\s])\$/.exec(state.src.slice(state.pos, state.posMax));
    if (!found) return false;
    if (!silent) state.push('html_inline', '', 0).content = `<span v-pre>${mathml(found[1], false).math}</span>`;
    state.pos += found[0].length;
    return true;
  });
}

/** Links to pages from outside of docs/ lead to their places on the site; to other files there is no link. */
function links(md: MarkdownRenderer): void {
  md.core.ruler.push('links', ({ tokens, env }) => {
    for (const { children } of tokens) {
      for (const token of children ?? []) {
        if (token.type !== 'link_open') continue;
        const href = token.attrGet('href') ?? '';
        if (/^(?:[a-z]+:|#)/.test(href)) continue;
        const [path, anchor] = href.split('#');
        const place = placeOf(path, env.relativePath);
        if (place === undefined) {
          token.tag = 'span';
          token.attrs = null;
          children!.slice(children!.indexOf(token)).find(({ type }) => type === 'link_close')!.tag = 'span';
        } else token.attrSet('href', place + (anchor === undefined ? '' : `#${anchor}`));
      }
    }
  });
}

/**
 * Where a link of a page leads, from that page; undefined for what the site does not have.
 * @param page path of the page below docs/
 */
function placeOf(path: string, page: string): string | undefined {
  const origin = outsidePages.find(({ name }) => `${name}.md` === page)?.path ?? join('docs', page);
  const target = join(dirname(origin), path);
  const outside = outsidePages.find((one) => one.path === target);
  const place = outside ? `${outside.name}.md` : relative('docs', target);
  if (!outside && (place.startsWith('..') || !existsSync(new URL(`../${place}`, import.meta.url)))) return undefined;
  return relative(dirname(page), place) || './';
}

/** A picture for light and for dark pages is two, of which the reader's choice shows one; none where files are missing. */
function pictures(md: MarkdownRenderer): void {
  const usual = md.renderer.rules.html_block!;
  md.renderer.rules.html_block = (tokens, index, options, env, self) => {
    const { content } = tokens[index];
    const alt = /<img [^>]*alt="([^"]*)"/.exec(content)?.[1] ?? '';
    const light = /<img [^>]*src="([^"]+)"/.exec(content)?.[1];
    const dark = /<source [^>]*srcset="([^"]+)"/.exec(content)?.[1];
    if (!content.startsWith('<picture>') || !light || !dark) return usual(tokens, index, options, env, self);
    const page = dirname(env.path);
    if (![light, dark].every((file) => existsSync(join(page, file)))) return '';
    // With their sizes pages do not jump while pictures come in.
    const size = / width="\d+" height="\d+"/.exec(readFileSync(join(page, light), 'utf8'))?.[0] ?? '';
    const image = (scheme: string, file: string) =>
      `<img class="${scheme}" src="${file.startsWith('.') ? file : `./${file}`}"${size} alt="${alt}" loading="lazy">`;
    return `<div class="figure" tabindex="0">${image('in-light', light)}${image('in-dark', dark)}</div>\n`;
  };
}
