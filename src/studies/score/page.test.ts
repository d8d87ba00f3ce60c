import { describe, expect, it } from 'vitest';
import { framed } from '../../present/svg/picture.ts';
import { svgText } from '../../present/svg/svg.ts';
import { biasCurves, popularityCurves } from './biasCurves.ts';
import { scoreHtml } from './page.ts';
import { score } from './run.ts';
import { popularityTable, scoreTable } from './tables.ts';

/** Three networks at three steps: all class 1, most of them, even. */
const guesses = [
  [1, 1, 1, 1],
  [1, 1, 1, 0],
  [1, 0, 0, 1],
].flatMap((step) => [step, step, step.toReversed()].flat());
const options = { axes: 'steps,inits,points', classes: 2, steps: [0, 1, 64], labels: [0, 1, 0, 1] };
const trained = score({ values: Int32Array.from(guesses), shape: [3, 3, 4] }, options);
const untrained = score({ values: Int32Array.from(guesses.slice(0, 12)), shape: [3, 4] }, { classes: 2 });

describe('the page of scores', () => {
  it('begins with the finding and ends with the command, after what to do', () => {
    const text = scoreHtml(trained);
    const places = ['<h1>', 'The bias over training', 'true class', 'What to do', '--steps 0,1,64'].map((part) =>
      text.indexOf(part),
    );
    expect(Math.min(...places)).toBeGreaterThan(0);
    expect(places).toEqual([...places].sort((a, b) => a - b));
  });

  it('has curves of several steps only', () => {
    expect([biasCurves(untrained), popularityCurves(untrained)]).toEqual([undefined, undefined]);
    expect(scoreHtml(untrained)).not.toContain('<figure');
    for (const picture of [biasCurves(trained)!, popularityCurves(trained)!]) {
      const text = svgText((document) => framed(picture, { document }));
      expect(text).toContain('>step</text>');
      expect(text).not.toContain('NaN');
    }
    expect(popularityCurves(trained)!.title).toBe(
      'The class guessed most at step 0 gets 100 % there and 50 % at step 64',
    );
  });
});

describe('the tables of scores', () => {
  it('have a row a quantity of one step, and a row a step of several', () => {
    expect(scoreTable(untrained).rows[0]).toEqual(['agreement', expect.objectContaining({ value: '1' })]);
    const { columns, rows } = scoreTable(trained);
    expect(columns.map(({ title }) => title)).toEqual(['step', 'max fraction', 'agreement', 'accuracy']);
    expect(rows.map(([step]) => step)).toEqual(['0', '1', '64']);
    expect(popularityTable(trained).rows.map(([, first]) => first)).toMatchObject([
      { value: '100' },
      { value: '75' },
      { value: '50' },
    ]);
  });
});
