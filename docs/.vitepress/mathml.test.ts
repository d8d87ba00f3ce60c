import { readdirSync, readFileSync } from 'node:fs';
import { DOMParser } from 'linkedom';
import { describe, expect, it } from 'vitest';
import { mathml } from './mathml.ts';

const DOCS = new URL('..', import.meta.url);
const pages = ['.', 'story'].flatMap((folder) =>
  readdirSync(new URL(`${folder}/`, DOCS))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `${folder}/${name}`),
);
const formulas = pages.flatMap((page) => {
  const text = readFileSync(new URL(page, DOCS), 'utf8');
  return [...text.matchAll(/^\$\$\n([\s\S]*?)\n\$\$$/gm)].map(([, tex]): [string, string] => [page, tex]);
});

/** The formula without its outer element. */
function inner(tex: string): string {
  return mathml(tex, false).math.replace(/^<math>|<\/math>$/g, '');
}

describe('a formula', () => {
  it.each([
    ['x', '<mi>x</mi>'],
    ['12.5', '<mn>12.5</mn>'],
    ['a-b', '<mi>a</mi><mo>−</mo><mi>b</mi>'],
    ['a \\lt b', '<mi>a</mi><mo>&lt;</mo><mi>b</mi>'],
    ['\\frac12', '<mfrac><mn>1</mn><mn>2</mn></mfrac>'],
    ['\\sqrt\\gamma z', '<msqrt><mi>γ</mi></msqrt><mi>z</mi>'],
    ['e_p^2', '<msubsup><mi>e</mi><mrow><mi>p</mi></mrow><mrow><mn>2</mn></mrow></msubsup>'],
    ["c'", '<mrow><mi>c</mi><mo lspace="0" rspace="0">′</mo></mrow>'],
    ['\\sum_c', '<munder><mo>∑</mo><mrow><mi>c</mi></mrow></munder>'],
    ['\\cos t', '<mi>cos</mi><mspace width="0.17em"></mspace><mi>t</mi>'],
    ['\\cos(t)', '<mi>cos</mi><mo stretchy="false">(</mo><mi>t</mi><mo stretchy="false">)</mo>'],
    ['\\mathrm{stand\\ in}', '<mi mathvariant="normal">stand\u00a0in</mi>'],
    ['\\Phi', '<mi mathvariant="normal">Φ</mi>'],
    ['\\mathbf{1}', '<mi>𝟏</mi>'],
    ['L^{\\mathsf T}', '<msup><mi>L</mi><mrow><mrow><mi>𝖳</mi></mrow></mrow></msup>'],
  ])('%s becomes MathML', (tex, expected) => {
    expect(inner(tex)).toBe(expected);
  });

  it('gives up its number', () => {
    expect(mathml('x = 1\n\\tag{7}', true)).toEqual({
      math: '<math display="block"><mi>x</mi><mo>=</mo><mn>1</mn></math>',
      tag: '7',
    });
  });

  it.each(['\\unknown', '{x', '\\left( x', '\\frac{1}', '\\text{a'])('is refused as %s', (tex) => {
    expect(() => mathml(tex, true)).toThrow(/the formula/);
  });
});

describe('the pages', () => {
  it('have formulas', () => {
    expect(formulas.length).toBeGreaterThan(90);
  });

  it.each(formulas)('%s: %s', (_, tex) => {
    const { math } = mathml(tex, true);
    // Elements that take a certain number of children are not forgiving.
    const root = new DOMParser().parseFromString(math, 'text/xml').documentElement!;
    const children: Record<string, number> = {
      mfrac: 2,
      msub: 2,
      msup: 2,
      msubsup: 3,
      munder: 2,
      mover: 2,
      munderover: 3,
    };
    for (const [name, count] of Object.entries(children)) {
      for (const element of root.querySelectorAll(name)) expect(element.children.length, name).toBe(count);
    }
  });
});
