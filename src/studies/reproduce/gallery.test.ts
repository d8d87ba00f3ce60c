import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { claimPicture } from '../../claims/claimFigure.ts';
import { framed, type Picture } from '../../present/svg/picture.ts';
import { svgText } from '../../present/svg/svg.ts';
import { dark, light } from '../../present/svg/theme.ts';
import type { Measurement } from '../../results/schema.ts';
import { guessLaw } from '../measure/guessLaw.ts';
import type { ReproducedClaim } from './schema.ts';
import { figuresOf } from './shown.ts';

/** What `npm run gallery` left: of each claim what its figures need, and the figures on light and on dark ground. */
const GALLERY = new URL('../../../docs/gallery/', import.meta.url);
const FIRST_GUESS = 'first-guess.json';
const files = readdirSync(GALLERY);
const claims = files.filter((name) => name.endsWith('.json') && name !== FIRST_GUESS).map(read<ReproducedClaim>);

const figures: [string, Picture][] = claims.flatMap((claim) =>
  figuresOf(claim).map((shown): [string, Picture] => [`${claim.name}-${shown.name}`, claimPicture(claim, shown)]),
);
if (files.includes(FIRST_GUESS)) {
  figures.push(['first-guess', guessLaw(read<Measurement>(FIRST_GUESS))]);
}

function read<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(name, GALLERY), 'utf8'));
}

describe('the gallery', () => {
  it('has the figures of its claims and no others', () => {
    const expected = figures.flatMap(([name]) => [`${name}-dark.svg`, `${name}.svg`]);
    expect(files.filter((name) => name.endsWith('.svg')).sort()).toEqual(expected.sort());
  });

  // Where a figure is meant to look different, `npm run gallery -- --draw` draws them all again.
  it.each(figures)('has %s as it is drawn from its numbers, light and dark', (name, picture) => {
    for (const [file, palette] of [
      [`${name}.svg`, light],
      [`${name}-dark.svg`, dark],
    ] as const) {
      const svg = svgText((document) => framed(picture, { document, palette }));
      expect(`${svg}\n` === readFileSync(new URL(file, GALLERY), 'utf8'), file).toBe(true);
    }
  });
});
