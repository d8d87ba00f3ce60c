import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../errors.ts';
import type { Parameter } from '../../notation/parameters.ts';
import { type LayerDefinition, makeLayer, type Part } from '../layer.ts';
import { Network } from '../network.ts';
import { layerDefinitions } from '../registry.ts';
import { formatNetwork } from './format.ts';
import { parseNetwork } from './parse.ts';

/** An argument that a parameter accepts. −0 is left out: it is written as 0. */
function argument({ kind, choices }: Parameter, parts: fc.Arbitrary<Part[]>): fc.Arbitrary<unknown> {
  const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
  switch (kind) {
    case 'wholePositive':
      return fc.integer({ min: 1, max: 2 ** 28 });
    case 'wholeNonNegative':
      return fc.integer({ min: 0, max: 2 ** 28 });
    case 'whole':
      return fc.integer({ min: -99, max: 99 });
    case 'extent':
      return fc.oneof(fc.integer({ min: 1, max: 99 }), unequal(fc.integer({ min: 1, max: 9 }), 2));
    case 'padding':
      return fc.oneof(fc.constant('same'), fc.nat(9), unequal(fc.nat(9), 2), unequal(fc.nat(9), 4));
    case 'choice':
      return fc.constantFrom(...choices!);
    case 'formula':
      return fc.constantFrom('x * tanh(x)', 'max(0, x)', 'x^2 + 1e-3', "it's");
    case 'layers':
    case 'branches':
      return parts;
    case 'bias': {
      const plain = finite.map((x) => x + 0);
      return fc.oneof(fc.constant('prior'), plain, fc.array(plain, { minLength: 1, maxLength: 4 }));
    }
    case 'number':
      return finite.map((x) => x + 0);
    case 'probability':
      return fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    default:
      return finite.map((x) => Math.abs(x)).filter((x) => kind === 'nonNegative' || x > 0);
  }
}

/** Lists of numbers that are not all equal, which one number would say. */
function unequal(one: fc.Arbitrary<number>, length: number): fc.Arbitrary<number[]> {
  return fc.array(one, { minLength: length, maxLength: length }).filter((list) => new Set(list).size > 1);
}

function layerOf(definition: LayerDefinition, parts: fc.Arbitrary<Part[]>): fc.Arbitrary<Part> {
  const { parameters } = definition;
  const record = Object.fromEntries(Object.entries(parameters).map(([name, p]) => [name, argument(p, parts)]));
  const requiredKeys = Object.entries(parameters)
    .filter(([, p]) => p.need === 'required')
    .map(([name]) => name);
  return fc.record(record, { requiredKeys }).map((given) => makeLayer(definition, given));
}

const isBlock = ({ parameters }: LayerDefinition) =>
  Object.values(parameters).some(({ kind }) => kind === 'layers' || kind === 'branches');

const network = fc.letrec<{ part: Part; parts: Part[] }>((tie) => ({
  part: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.constantFrom(...layerDefinitions.filter((d) => !isBlock(d))).chain((d) => layerOf(d, tie('parts'))),
    fc.constantFrom(...layerDefinitions.filter(isBlock)).chain((d) => layerOf(d, tie('parts'))),
    fc.record({ kind: fc.constant('repeat' as const), times: fc.integer({ min: 1, max: 3 }), body: tie('parts') }),
  ),
  parts: fc.array(tie('part'), { minLength: 1, maxLength: 3 }),
})).parts;

/** Layers by name and arguments, repetitions as they are. */
function plain(parts: readonly Part[]): unknown[] {
  const values = (args: Readonly<Record<string, unknown>>) =>
    Object.fromEntries(Object.entries(args).map(([name, v]) => [name, isParts(v) ? plain(v) : v]));
  const isParts = (value: unknown): value is Part[] => Array.isArray(value) && typeof value[0] === 'object';
  return parts.map((part) =>
    part.kind === 'layer'
      ? { name: part.definition.name, given: values(part.given), args: values(part.args) }
      : { times: part.times, body: plain(part.body) },
  );
}

function failure(text: string): UserError {
  try {
    parseNetwork(text, '--network');
  } catch (error) {
    expect(error).toBeInstanceOf(UserError);
    return error as UserError;
  }
  throw new Error(`"${text}" should not parse`);
}

describe('the notation of networks', () => {
  it('parses back to the same network, whatever its layers, arguments and repetitions', () => {
    fc.assert(
      fc.property(network, (parts) => {
        const text = formatNetwork(parts);
        expect(plain(parseNetwork(text).parts)).toEqual(plain(parts));
        expect(parseNetwork(text).toString()).toBe(text);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['5*(dense(1000), relu), dense(10)', '5*(dense(1000), relu), dense(10)'],
    [' 5 *( dense( 1e3 ),relu ( ) ),\n dense(units=10)', '5*(dense(1000), relu), dense(10)'],
    ['dense(64, 1.5, .1)', 'dense(64, sigmaW2=1.5, sigmaB2=0.1)'],
    ['dense(sigmaB2=0.1, units=64)', 'dense(64, sigmaB2=0.1)'],
    ['dense(3, bias=" .1,0,-1 ")', 'dense(3, bias="0.1, 0, -1")'],
    ['dense(3, bias=0.5), dense(2, bias=prior)', 'dense(3, bias=0.5), dense(2, bias=prior)'],
    ['(dense(3), (relu))', 'dense(3), relu'],
    ['1*relu, 2*(relu)', '1*relu, 2*relu'],
    ['2*((3*relu))', '2*(3*relu)'],
    ['leakyRelu(slope=0.2), leakyRelu', 'leakyRelu(0.2), leakyRelu'],
    ['residual(dense(8),relu , 2*dense(8), alpha=.5)', 'residual(dense(8), relu, 2*dense(8), alpha=0.5)'],
    ['residual(relu, shortcut=conv(8,1,2))', 'residual(relu, shortcut=conv(8, 1, stride=2))'],
    ['residual(relu, shortcut=(relu, tanh))', 'residual(relu, shortcut=(relu, tanh))'],
    [
      'parallel(dense(8), (dense(4), relu), 2*(dense(3), tanh))',
      'parallel(dense(8), (dense(4), relu), 2*(dense(3), tanh))',
    ],
    ['conv(8, (3, 3), stride=(2, 1), padding=1x0)', 'conv(8, 3, stride=2x1, padding=1x0)'],
    ['maxPool(3x1, padding=(1, 0, 0, 0))', 'maxPool(3x1, padding=(1, 0, 0, 0))'],
    ['parallel((dense(8)), 1*relu)', 'parallel(dense(8), 1*relu)'],
    ['conv(8, 3, padding=same), dropout(.5, train)', 'conv(8, 3, padding=same), dropout(0.5, mode=train)'],
    [`activation('x * tanh(x)')`, 'activation("x * tanh(x)")'],
    [`activation(formula="it's")`, `activation("it's")`],
  ])('writes %s as %s, and that as itself', (text, formatted) => {
    expect(parseNetwork(text).toString()).toBe(formatted);
    expect(parseNetwork(formatted).toString()).toBe(formatted);
  });

  it('gives every repetition layers of its own in order', () => {
    const names = parseNetwork('2*(dense(3), 2*relu), tanh').unroll();
    expect(names.map((layer) => layer.definition.name).join(' ')).toBe('dense relu relu dense relu relu tanh');
  });
});

describe('a faulty network', () => {
  it.each([
    ['5*(dense(1000), relu8)', 'unknown-name', 'unknown layer "relu8" in --network', '                ^^^^^'],
    ['dense(0)', 'bad-argument', 'dense: units must be a whole number of at least 1, not 0', '      ^'],
    ['dense(1e12)', 'bad-argument', 'dense: units must be a whole number of at most 268435456, not 1e12', '      ^^^^'],
    [
      'dense(units=2.50)',
      'bad-argument',
      'dense: units must be a whole number of at least 1, not 2.50',
      '            ^^^^',
    ],
    ['dense(3x32)', 'bad-argument', 'dense: units must be a whole number of at least 1, not 3x32', '      ^^^^'],
    [
      'dense(10, sigmaW2=-1)',
      'bad-argument',
      'dense: sigmaW2 must be a number of at least 0, not -1',
      '                  ^^',
    ],
    [
      'dense(10, bias=posterior)',
      'bad-argument',
      'dense: bias must be a number, one for each output as in "0.1, 0, -1", or prior, not posterior',
      '               ^^^^^^^^^',
    ],
    [
      'dense(2, bias="1, x")',
      'bad-argument',
      'dense: bias must be a number, one for each output as in "0.1, 0, -1", or prior, not "1, x"',
      '              ^^^^^^',
    ],
    [
      'conv(8, 3x0)',
      'bad-argument',
      'conv: kernel must be a whole number of at least 1, or height and width as in 3x1, not 3x0',
      '        ^^^',
    ],
    [
      'conv(8, 3, padding=1x2x3)',
      'bad-argument',
      'conv: padding must be whole numbers: 1x0 above and beside the image, or (top, left, bottom, right), not 1x2x3',
      '                   ^^^^^',
    ],
    ['dense(10, sigmaW=1)', 'bad-argument', 'dense has no argument "sigmaW"', '          ^^^^^^^^'],
    ['dense(10, toString=1)', 'bad-argument', 'dense has no argument "toString"', '          ^^^^^^^^^^'],
    ['dense(10, __proto__=1)', 'bad-argument', 'dense has no argument "__proto__"', '          ^^^^^^^^^^^'],
    ['dense(10, 1, 0, 4, 5)', 'bad-argument', 'dense takes at most 4 arguments', '                   ^'],
    ['dense(10, units=3)', 'bad-argument', 'dense: units is given twice', '          ^^^^^^^'],
    ['dense(units=3, 10)', 'notation', 'an argument by position cannot follow one by name', '               ^^'],
    ['relu, dense', 'bad-argument', 'dense needs units, number of outputs', '      ^^^^^'],
    ['relu(relu)', 'bad-argument', 'relu takes no arguments', '     ^^^^'],
    [
      'activation(tanh)',
      'bad-argument',
      'activation: formula must be a formula of x in quotes, not tanh',
      '           ^^^^',
    ],
    ['toString', 'unknown-name', 'unknown layer "toString" in --network', '^^^^^^^^'],
  ])('%s is refused at its fault (%s)', (text, code, message, carets) => {
    const error = failure(text);
    expect(error.code).toBe(code);
    expect(error.message).toBe(message);
    expect(error.where).toEqual([text, carets]);
  });

  it('gets the nearest name and how to list them all', () => {
    expect(failure('leakyrely(0.1), denze(3)').remedy).toBe('did you mean leakyRelu? `firstguess layers` lists all.');
    expect(failure('dense(10, sigmaW=1)').remedy).toBe('did you mean sigmaW2? it takes units, sigmaW2, sigmaB2, bias');
  });

  it('of more layers than anyone means is refused before it is unrolled', () => {
    expect(failure('1e5*(1e5*(1e5*relu))').message).toMatch(/at most 10000/);
    expect(failure('1e300*(1e300*relu)').code).toBe('bad-argument');
    expect(parseNetwork('1e4*relu')).toBeInstanceOf(Network);
  });

  it('however mutated, parses or is refused with a caret inside the text', () => {
    const edit = fc.record({
      at: fc.nat(),
      drop: fc.integer({ min: 0, max: 3 }),
      put: fc.oneof(
        fc.constantFrom('', '(', ')', ',', '*', '=', '"', '9', '.', 'e', 'x', ' ', '\n', 'relu', 'sigmaW2=', '-'),
        fc.string({ unit: 'binary', maxLength: 2 }),
      ),
    });
    const edits = fc.array(edit, { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(network, edits, (parts, changes) => {
        const text = changes.reduce((t, { at, drop, put }) => {
          const place = at % (t.length + 1);
          return t.slice(0, place) + put + t.slice(place + drop);
        }, formatNetwork(parts));
        try {
          const parsed = parseNetwork(text);
          expect(parseNetwork(parsed.toString()).toString()).toBe(parsed.toString());
        } catch (error) {
          if (!(error instanceof UserError)) throw error;
          if (error.where.length === 0) {
            expect(error.message).toMatch(/is empty|at most 10000/);
            return;
          }
          expect(text).toContain(error.where[0]);
          expect(error.where[1].indexOf('^')).toBeLessThanOrEqual(error.where[0].length);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
