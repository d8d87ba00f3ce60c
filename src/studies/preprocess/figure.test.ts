import { DOMParser } from 'linkedom';
import { describe, expect, it } from 'vitest';
import { bare, framed } from '../../present/svg/picture.ts';
import { svgText } from '../../present/svg/svg.ts';
import { byCustomProperties } from '../../present/svg/theme.ts';
import { inventedPreprocessing } from '../../present/testing/preprocessing.fixture.ts';
import { preprocessing } from './figure.ts';

const activations = ['linear', 'tanh', 'relu', 'gelu', 'abs'].map((name) => `dense(512), ${name}, dense(10)`);
const shift = { name: 'shift', values: [0, 0.5, 1, 2, 4] };

const comparisons = {
  'five pipelines': inventedPreprocessing(),
  'five pipelines and three networks': inventedPreprocessing({ networks: activations.slice(0, 3) }),
  'a pipeline that failed': inventedPreprocessing({ failed: ['whiten'] }),
  'a sweep of three networks': inventedPreprocessing({ networks: activations.slice(0, 3), sweep: shift }),
  'a sweep of five networks by theory alone': inventedPreprocessing({
    networks: activations,
    sweep: shift,
    measured: false,
  }),
  'a sweep beyond theory': inventedPreprocessing({ sweep: shift, theory: false }),
};

describe.each(Object.entries(comparisons))('the figure of %s', (_name, comparison) => {
  it.each(['agreement', 'maxFraction'] as const)('of its %s is a whole SVG file', (shown) => {
    const svg = svgText((document) => framed(preprocessing(comparison, shown), { document }));
    expect(new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement?.localName).toBe('svg');
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
    expect(svg).toMatch(/<title>.+<\/title><desc>.+<\/desc>/);
  });

  it('follows the colours of the page', () => {
    const svg = svgText((document) =>
      bare(preprocessing(comparison, 'agreement'), { document, palette: byCustomProperties }),
    );
    expect(svg).not.toMatch(/#[0-9a-f]{6}/);
  });
});

describe('the figure of a sweep', () => {
  const svg = svgText((document) =>
    framed(preprocessing(comparisons['a sweep of three networks'], 'agreement'), { document }),
  );

  it('says what changes and names networks by what tells them apart', () => {
    expect(svg).toContain('as shift goes from 0 to 4');
    for (const name of ['linear', 'tanh', 'relu']) expect(svg).toContain(`>${name}</text>`);
  });

  it('has a curve and a dot a pipeline for each network', () => {
    expect(svg.match(/<circle/g)).toHaveLength(3 * 5 + 1);
    expect(svg.match(/stroke-width="2.5"/g)).toHaveLength(3 + 1);
  });

  it('looks as it did', async () => {
    await expect(`${svg}\n`).toMatchFileSnapshot('__snapshots__/preprocessing-sweep.svg');
  });
});

describe('the figure of pipelines', () => {
  const svg = svgText((document) => framed(preprocessing(comparisons['five pipelines'], 'maxFraction'), { document }));

  it('has a tick of theory and a dot for each', () => {
    expect(svg.match(/<circle/g)).toHaveLength(5 + 1);
    expect(svg).toContain('scale(0.003922)');
  });

  it('looks as it did', async () => {
    await expect(`${svg}\n`).toMatchFileSnapshot('__snapshots__/preprocessing-pipelines.svg');
  });
});
