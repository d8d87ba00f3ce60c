import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../errors.ts';
import { dual } from '../dual.ts';
import { activationFamilies } from '../index.ts';
import { derivativeSecondMomentOf, varianceOf } from '../moments.ts';
import { activation as customActivation } from './custom.ts';

const custom = (formula: string) => customActivation.create(formula);
const named = (name: string) => activationFamilies.find((family) => family.name === name)!.create();

function errorOf(formula: string): UserError {
  try {
    custom(formula);
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error(`${formula} was accepted`);
}

describe('a formula', () => {
  it.each([
    ['-x^2', 3, -9],
    ['2^(x/20)^2', 60, 512],
    ['x**2 * 3', 2, 12],
    ['2^-x', 1, 0.5],
    ['-2^-x^2', 2, -(2 ** -4)],
    ['1 - -x', 2, 3],
    ['(x - 1) * -(x + 1)', 3, -8],
    ['x - 1 - 2', 3, 0],
    ['6 / 2 * x', 1, 3],
    ['max(x, 0, 2*x, 1)', 3, 6],
    ['leakyRelu(x, 0.3)', -2, -0.6],
    ['pow(x, 3) + sqrt(4 + 0*x) + pi - pi', 2, 10],
    ['1.5e1 * x', 1, 15],
    ['e^x', 0, 1],
    ['x > 1 ? x : 0.5*x', 2, 2],
    ['x > 1 ? x : 0.5*x', 1, 0.5],
    ['x >= 1 ? x : 0.5*x', 1, 1],
    ['x < -1 ? -1 : x <= 2 ? x^2 : 4', -3, -1],
    ['x < -1 ? -1 : x <= 2 ? x^2 : 4', 1.5, 2.25],
    ['x > 0 ? log(x + 1) : -log(1 - x)', -2, -Math.log(3)],
  ])('%s has its mathematical meaning at x = %d', (formula, x, value) => {
    expect(custom(formula).value(x)).toBeCloseTo(value, 12);
  });

  it('keeps its text in the notation', () => {
    expect(custom('x * sigmoid(1.702 * x)').notation).toBe('activation("x * sigmoid(1.702 * x)")');
  });

  it.each([
    ['relu', 'max(0, x)'],
    ['relu6', 'min(max(x, 0), 6)'],
    ['abs', 'max(x, -x)'],
    ['silu', 'x / (1 + exp(-x))'],
    ['tanh', '1 - 2 / (exp(2*x) + 1)'],
    ['gelu', 'x/2 * (1 + erf(x / sqrt(2)))'],
    ['exp', 'e^x'],
    ['square', 'x^2'],
    ['hardSwish', 'x * min(max(0, x + 3), 6) / 6'],
    ['step', '(sign(x) + 1)/2'],
    ['elu', 'max(x, 0) + min(exp(x) - 1, 0)'],
    ['sin', 'sin(x)'],
    ['gaussian', 'exp(-x^2)'],
    ['relu', 'x > 0 ? x : 0'],
    ['relu6', 'x < 0 ? 0 : x <= 6 ? x : 6'],
    ['elu', 'x > 0 ? x : exp(x) - 1'],
    ['step', 'x > 0 ? 1 : x < 0 ? 0 : 0.5'],
  ])('for %s, written %s, has the same theory', (name, formula) => {
    const known = named(name);
    const own = custom(formula);
    expect(own.kinks).toEqual(known.kinks);
    expect(own.jumps).toEqual(known.jumps);
    for (const [q, complement] of [
      [1, 0.5],
      [4, 1.7],
      [0.3, 1e-3],
    ]) {
      const pair = { q, cov: q * (1 - complement), spread: q * complement, complement };
      const expected = dual(known, pair);
      const found = dual(own, pair);
      expect(Math.abs(found.cov - expected.cov)).toBeLessThan(1e-12 * (expected.cov + expected.spread));
      expect(Math.abs(found.spread / expected.spread - 1)).toBeLessThan(1e-11);
      if (known.jumps.length > 0) continue;
      expect(derivativeSecondMomentOf(own, q) / derivativeSecondMomentOf(known, q)).toBeCloseTo(1, 11);
    }
  });

  it.each([
    ['abs(x - 0.3)', [0.3]],
    ['max(x^2, 1)', [-1, 1]],
    ['relu(relu(x) - 2)', [0, 2]],
    ['sign(x) * x', [0]],
    ['abs(sin(x)) * step(x + 5) * step(5 - x)', [-5, -Math.PI, 0, Math.PI, 5]],
    ['tanh(x)', []],
  ])('%s shows its kinks', (formula, kinks) => {
    const found = custom(formula).kinks.filter((kink) => Math.abs(kink) < 6);
    expect(found).toHaveLength(kinks.length);
    kinks.forEach((kink, i) => {
      expect(found[i]).toBeCloseTo(kink, 13);
    });
  });

  it.each([
    ['sign(x) * x', []],
    ['1e6 + relu(x - 1)', []],
    ['sign(x)^2', []],
    ['x + 0.01 * sign(x - 1)', [[1, 0.02]]],
    ['x * step(x - 0.5)', [[0.5, 0.5]]],
    [
      'step(-2 - x) + exp(x) * sign(x)',
      [
        [-2, -1],
        [0, 2],
      ],
    ],
  ] as const)('%s jumps only where its value does, by as much', (formula, jumps) => {
    const found = custom(formula).jumps;
    expect(found).toHaveLength(jumps.length);
    jumps.forEach(([x, height], i) => {
      expect(found[i].x).toBe(x);
      expect(found[i].height).toBeCloseTo(height, 12);
    });
  });

  it('as steep as tanh(20 x) is still integrated to the last digits', () => {
    const q = 1;
    const steep = custom('tanh(20 * x)');
    const scaled = { q: 400 * q, cov: 200 * q, spread: 200 * q, complement: 0.5 };
    const expected = dual(named('tanh'), scaled);
    const found = dual(steep, { q, cov: 0.5, spread: 0.5, complement: 0.5 });
    expect(found.spread / expected.spread).toBeCloseTo(1, 12);
    expect(varianceOf(steep, q) / varianceOf(named('tanh'), 400)).toBeCloseTo(1, 12);
  });

  it.each([
    'x^3 - 2*x',
    'x * tanh(log(1 + exp(x)))',
    'sinh(x)/cosh(x)^2',
    '2^(x/8) + pow(1 + x^2, 0.3)',
    'mish(cos(x))',
  ])('differentiates %s', (formula) => {
    const { value, derivative } = custom(formula);
    fc.assert(
      fc.property(fc.double({ min: -5, max: 5, noNaN: true }), (x) => {
        const numeric = (value(x + 1e-5) - value(x - 1e-5)) / 2e-5;
        expect(derivative(x)).toBeCloseTo(numeric, 6);
      }),
      { numRuns: 30, seed: 2 },
    );
  });
});

describe('a faulty formula', () => {
  it.each([
    ['x *', 3],
    ['x * (1 + x', 10],
    ['x * foo(x)', 4],
    ['x & 1', 2],
    ['tanh', 0],
    ['x ? 1 : 2', 2],
    ['x x', 2],
    ['x * "a"', 4],
    ['sin(x, 2)', 0],
    ['', 0],
    ['2(x)', 1],
    ['x(x)', 1],
    ['-', 1],
    ['elu(x, x)', 0],
    ['1 + 2', 0],
    ['1 + log(x)', 4],
    ['1 / x', 0],
    ['2^3^x', 0],
    ['tan(x)', 0],
  ])('%s is refused with a caret at column %d', (formula, column) => {
    const error = errorOf(formula);
    expect(error.code).toBe('notation');
    expect(error.where[0]).toBe(formula);
    expect(error.where[1].indexOf('^')).toBe(column);
  });

  it('with a misspelt name suggests the right one', () => {
    expect(errorOf('x * sigmod(x)').remedy).toContain('did you mean sigmoid?');
  });

  it('that is infinite or undefined somewhere says where', () => {
    expect(errorOf('log(x)').message).toBe('the activation formula is not a number at x = -40');
    expect(errorOf('1 / (x - 2)').message).toBe('the activation formula is infinite at x = 2');
    expect(errorOf('1 / (x - 0.3)').message).toBe('the activation formula is infinite at x = 0.3');
  });

  it('never ends in anything but a UserError', () => {
    const piece = fc.constantFrom(
      ...'x 1 + - * / ^ ** ( ) , sin max relu log foo . 2.5 e pi " [ ] ? : ! ~ && = { } ; this true #'.split(' '),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        try {
          custom(pieces.join(''));
        } catch (error) {
          expect(error).toBeInstanceOf(UserError);
        }
      }),
      { numRuns: 150, seed: 3 },
    );
  });
});
