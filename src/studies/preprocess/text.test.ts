import { describe, expect, it } from 'vitest';
import { inventedPreprocessing } from '../../present/testing/preprocessing.fixture.ts';
import { preprocessingHtml } from './page.ts';
import { renderPreprocessing } from './text.ts';

const networks = ['linear', 'tanh', 'relu'].map((name) => `dense(512), ${name}, dense(10)`);
const comparisons = {
  pipelines: inventedPreprocessing(),
  'pipelines without theory': inventedPreprocessing({ theory: false }),
  'pipelines by theory alone': inventedPreprocessing({ measured: false, networks }),
  'a failed pipeline': inventedPreprocessing({ failed: ['whiten'] }),
  'a sweep': inventedPreprocessing({ networks, sweep: { name: 'shift', values: [0, 1, 4] } }),
};

describe('a comparison of pipelines in the terminal', () => {
  it('is a sentence first and a table second', () => {
    const text = renderPreprocessing(comparisons.pipelines, { colour: false, width: 100 });
    expect(text).toMatch(/^Raw, this network sends \d\d\.\d % \(±\d\.\d\) of the digits to its favourite class;/);
    expect(text).toMatch(/^the average pair of points\n +cov +spread +gamma$/m);
    expect(text).toMatch(/^ +favourite % +theory +z +agreement +theory +z$/m);
    expect(text).toMatch(/^scale\(0\.003922\) +\d\d\.\d ± \d\.\d /m);
  });

  it('shows the numbers of a sweep instead of the pipelines, and names the networks', () => {
    const text = renderPreprocessing(comparisons['a sweep'], { colour: false, width: 80 });
    expect(text).toMatch(/^As shift goes from 0 to 4, the favourite class gets from/);
    expect(text).toMatch(/^shift +gamma/m);
    for (const network of networks) expect(text).toContain(`\n${network}\n`);
  });

  it('says in its row and in full in a note why a pipeline failed', () => {
    const text = renderPreprocessing(comparisons['a failed pipeline'], { colour: false, width: 80 });
    expect(text).toMatch(/^whiten +whiten needs at least as many.*…$/m);
    expect(text.replace(/\s+/g, ' ')).toContain(
      'note: whiten: whiten needs at least as many points as there are features',
    );
  });

  it.each(Object.entries(comparisons))('keeps within its width, without gaps: %s', (_name, comparison) => {
    for (const width of [60, 80, 100]) {
      const text = renderPreprocessing(comparison, { colour: false, width });
      expect(text).not.toMatch(/NaN|undefined|null|Infinity/);
      expect(text.split('\n').filter((line) => [...line].length > width)).toEqual([]);
    }
  });
});

describe('the report of a comparison of pipelines', () => {
  it.each(Object.entries(comparisons))('needs nothing from outside and repeats itself: %s', (_name, comparison) => {
    const page = preprocessingHtml(comparison);
    expect(page).toMatch(/^<!doctype html>/);
    expect(page).not.toMatch(/NaN|undefined|\[object|>null<|<of>/);
    expect(page).not.toMatch(/<(script|link|img|iframe)|@import|url\(|src=/);
    expect(page).toContain('firstguess preprocess');
  });
});
