import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plannedRunsOf } from '../../claims/plannedRuns.ts';
import { UserError } from '../../errors.ts';
import { parseExperiment } from './parseExperiment.ts';

const EXPERIMENT = `claim: 6
title: Depth amplifies
statement: Each layer of relu units makes a bias larger.
source: nobody in particular
data: gaussian(dim=20)
vary:
  depth: [1, 2, 5]
runs:
  - {label: relu, network: "{depth}*(dense(30), relu), dense(2)"}
  - {label: tanh, network: "{depth}*(dense(30), tanh), dense(2)", sigmaW2: 1.5}
measure: [gamma, agreement]
seed: 7
quick: {inits: 10, points: 20, values: [1, 5]}
full: {inits: 50, points: 20, readouts: 4}
expect:
  - {quantity: gamma, of: relu, increases-with: depth}
  - {quantity: gamma, of: tanh, is: 0, within: 0.1}
  - {quantity: agreement, of: relu, at: 5, above: tanh}
refuted-by: A bias that shrinks.
`;

/** The experiment with one of its lines changed. */
function changed(from: string, to: string): string {
  expect(EXPERIMENT).toContain(from);
  return EXPERIMENT.replace(from, to);
}

function complaint(text: string): string {
  try {
    parseExperiment(text, 'depth.yaml');
  } catch (error) {
    if (error instanceof UserError) return error.toText();
    throw error;
  }
  throw new Error('no complaint');
}

describe('an experiment file', () => {
  it('becomes one measurement for each run and value, with a seed of its own', () => {
    const file = parseExperiment(EXPERIMENT);
    const quick = plannedRunsOf(file, 'quick');
    expect(quick.map(({ label, value, network }) => [label, value, network])).toEqual([
      ['relu', '1', '1*(dense(30), relu), dense(2)'],
      ['relu', '5', '5*(dense(30), relu), dense(2)'],
      ['tanh', '1', '1*(dense(30), tanh), dense(2)'],
      ['tanh', '5', '5*(dense(30), tanh), dense(2)'],
    ]);
    expect(quick.map(({ options }) => options.seed)).toEqual([7, 8, 9, 10]);
    expect(quick.map(({ options }) => options.sigmaW2)).toEqual([undefined, undefined, 1.5, 1.5]);
    expect(plannedRunsOf(file, 'full')).toHaveLength(6);
  });

  it('may vary names that stand for texts, and the number of points', () => {
    const named = changed('depth: [1, 2, 5]', 'depth: [relu, {swish: silu}]')
      .replaceAll('{depth}*(dense(30), relu)', 'dense(30), {depth}')
      .replaceAll('{depth}*(dense(30), tanh)', 'dense(30), {depth}')
      .replace(', values: [1, 5]', '')
      .replace('at: 5', 'at: swish');
    const settings = plannedRunsOf(parseExperiment(named), 'full');
    expect(settings.slice(0, 2).map(({ value, network }) => [value, network])).toEqual([
      ['relu', 'dense(30), relu, dense(2)'],
      ['swish', 'dense(30), silu, dense(2)'],
    ]);
    const few = named.replace('quick: {inits: 10, points: 20', 'quick: {inits: 10, points: 20, values: [swish]');
    expect(plannedRunsOf(parseExperiment(few), 'quick')[0].network).toBe('dense(30), silu, dense(2)');
    const sizes = changed('inits: 50, points: 20', 'inits: 50, points: "{depth}0"');
    expect(plannedRunsOf(parseExperiment(sizes), 'full').map(({ options }) => options.points)).toEqual([
      10, 20, 50, 10, 20, 50,
    ]);
  });

  it.each([
    ['label: relu', 'lable: relu'],
    ['title: Depth amplifies\n', ''],
    ['seed: 7', 'seed: -1'],
    ['seed: 7', 'seed: seven'],
    ['measure: [gamma, agreement]', 'measure: [gama]'],
    ['measure: [gamma, agreement]', 'measure: gamma'],
    ['measure: [gamma, agreement]', 'measure: [gamma]'],
    ['(dense(30), relu)', '(dense(30), rellu)'],
    ['gaussian(dim=20)', 'gausian(dim=20)'],
    ['data: gaussian(dim=20)\n', ''],
    ['"{depth}*(dense(30), relu)', '"{dpeth}*(dense(30), relu)'],
    ['depth: [1, 2, 5]', 'depth: [1, 2, 5]\n  width: [3]'],
    ['depth: [1, 2, 5]', 'depth: 5'],
    ['values: [1, 5]', 'values: [1, 7]'],
    ['label: tanh', 'label: relu'],
    ['increases-with: depth', 'increases-with: width'],
    ['increases-with: depth', 'increases: depth'],
    ['increases-with: depth', 'increases-with: depth, within: 5 %'],
    ['is: 0, within: 0.1', 'is: 0'],
    ['is: 0, within: 0.1', 'is: 0, within: a bit'],
    ['is: 0, within: 0.1', 'is: 0, above: 0, within: 0.1'],
    ['at: 5, above: tanh', 'at: 4, above: tanh'],
    ['above: tanh', 'above: tan'],
    ['is: 0, within: 0.1', 'is: rely, within: 0.1'],
    ['is: 0, within: 0.1', 'is: relu'],
    ['measure: [gamma, agreement]', 'measure: [gamma, agreement, losses]'],
    ['inits: 10, points: 20', 'inits: 10, points: "{depth}"'],
    ['inits: 10', 'inits: 1'],
    ['sigmaW2: 1.5', 'sigmaW2: 0'],
    ['runs:\n', 'runs:\n  - relu\n'],
    ['seed: 7', 'seed: 7\nfigure: [histogram]'],
    ['seed: 7', 'seed: 7\nif-found: [3]'],
    ['claim: 6', 'claim: [6'],
    ['claim: 6', 'claim: 6\nkind: measurment'],
  ])('says where %j fails as %j', (from, to) => {
    expect(complaint(changed(from, to))).toMatchSnapshot();
  });

  it.each(['', '- a list', '12'])('is not %j', (text) => {
    expect(complaint(text)).toMatchSnapshot();
  });

  it('that is cut or scrambled in any way gives an experiment or an error that helps', () => {
    const lines = EXPERIMENT.split('\n');
    const place = fc.nat(lines.length - 1);
    fc.assert(
      fc.property(place, place, fc.constantFrom('', '  ', '- ', ': ', '{', ']', '"'), (first, second, between) => {
        const text = [...lines.slice(0, first), between + lines[second], ...lines.slice(first + 1)].join('\n');
        try {
          parseExperiment(text);
        } catch (error) {
          expect(error).toBeInstanceOf(UserError);
          expect((error as UserError).where[0]).toMatch(/^the experiment:\d+:\d+$/);
        }
      }),
    );
  });
});
