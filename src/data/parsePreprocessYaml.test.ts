import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { UserError } from '../errors.ts';
import { parsePreprocess } from './parsePreprocess.ts';
import { parsePreprocessYaml } from './parsePreprocessYaml.ts';

describe('a pipeline in YAML', () => {
  it.each([
    ['- standardize', 'standardize'],
    ['- center\n- scale: 2', 'center, scale(2)'],
    ['- center\n- scale(2)\n- shift: -1e-3 # after', 'center, scale(2), shift(-0.001)'],
    ['- standardize: {per: channel}', 'standardize(per=channel)'],
    ['- center:', 'center'],
    ['- center: channel', 'center(per=channel)'],
    [
      '- standardize:\n    mean: [0.5, 0.4, 0.3]\n    sd:\n      - 1\n      - 2\n      - 3',
      'standardize(mean="0.5, 0.4, 0.3", sd="1, 2, 3")',
    ],
    ['- standardize: {mean: 0.1307, sd: 0.3081}', 'standardize(mean=0.1307, sd=0.3081)'],
    ['- resize: 16x16', 'resize(16x16)'],
    ['- resize: {size: 8x12}', 'resize(8x12)'],
    ['- pca: {components: 50, whiten: true}', 'pca(50, whiten=true)'],
    ['- noise: {sd: 0.1, seed: 3}', 'noise(0.1, seed=3)'],
    ['[center, {clip: {low: 0, high: 1}}]', 'center, clip(0, 1)'],
  ])('%j is %s', (yaml, notation) => {
    expect(parsePreprocessYaml(yaml).notation).toBe(notation);
    expect(parsePreprocess(notation).notation).toBe(notation);
  });

  it('means what the comma list means, however it is written', () => {
    const factor = fc.double({ noNaN: true, noDefaultInfinity: true }).map((x) => x + 0);
    const numbers = fc.array(factor, { minLength: 1, maxLength: 4 });
    const step = fc.oneof(
      fc.constantFrom('center', 'standardize', 'unitNorm', 'flip', 'whiten').map((name) => [name, name] as const),
      factor.map((x) => [{ scale: x }, `scale(${x})`] as const),
      numbers.map((mean) => [{ center: { mean } }, `center(mean="${mean.join(', ')}")`] as const),
    );
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 4 }), (steps) => {
        const { notation } = parsePreprocessYaml(stringify(steps.map(([item]) => item)));
        expect(notation).toBe(parsePreprocess(steps.map(([, text]) => text).join(', ')).notation);
      }),
    );
  });

  it('that is any text at all gives steps or an error that helps', () => {
    const word = fc.constantFrom('- ', 'center', ': ', '\n', '[', '{', '}', 'scale', '2', '"', '&a', '*a', '  ', 'x: ');
    fc.assert(
      fc.property(fc.array(word, { maxLength: 12 }), (words) => {
        try {
          parsePreprocessYaml(words.join(''));
        } catch (error) {
          expect(error).toBeInstanceOf(UserError);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    ['nothing', ''],
    ['an empty list', '[]'],
    ['a map instead of a list', 'center: {}'],
    ['an unknown step', '- center\n- scael: 2'],
    ['an unknown argument', '- center\n- standardize:\n    pre: channel'],
    ['a word for a number', '- scale: two'],
    ['a word among numbers', '- center:\n    mean: [1, two]'],
    ['a missing value', '- center:\n    mean:'],
    ['two steps in one item', '- scale: 2\n  shift: 1'],
    ['a list as a step', '- [center, scale]'],
    ['a fault in the notation', '- center\n- "scale(2"'],
    ['a fault in the YAML', '- center\n- {scale: 2'],
    ['an impossible argument', '- noise: {sd: -1}'],
  ])('with %s says what is wrong, where and what to do', (_, yaml) => {
    let caught: unknown;
    try {
      parsePreprocessYaml(yaml, 'pipeline.yaml');
    } catch (error) {
      caught = error;
    }
    expect(caught).toBeInstanceOf(UserError);
    const error = caught as UserError;
    expect(`[${error.code}] ${error.toText()}`).toMatchSnapshot();
  });
});
