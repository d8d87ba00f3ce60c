import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UserError } from '../errors.ts';
import { didYouMean, nearest } from './nearest.ts';
import { type Call, parseCalls, parseList } from './syntax.ts';
import { tokenize } from './tokens.ts';

const call = (text: string): Call => parseList(text, 'the test')[0] as Call;
const values = (text: string) => call(text).args.map((argument) => argument.value);

/** The error of a text, which must be the user's. */
function failure(text: string, parse: (text: string) => unknown = (t) => parseList(t, 'the test')): UserError {
  try {
    parse(text);
  } catch (error) {
    expect(error).toBeInstanceOf(UserError);
    return error as UserError;
  }
  throw new Error(`"${text}" should not parse`);
}

describe('tokens', () => {
  it('cover the text without gaps but for white space', () => {
    const text = ' 3*(dense ( 1e3,sigmaW2 = .5 ),\n\trelu) , gaussian(shape=3x32x32, "a b")';
    const tokens = tokenize(text, 'the test').slice(0, -1);
    const between = tokens.map((t, i) => text.slice(i === 0 ? 0 : tokens[i - 1].at + tokens[i - 1].length, t.at));
    expect(between.join('').trim()).toBe('');
    expect(tokens.at(-1)!.at + tokens.at(-1)!.length).toBe(text.length);
  });

  it.each([
    ['1', 1],
    ['+2', 2],
    ['-3', -3],
    ['.5', 0.5],
    ['5.', 5],
    ['1e3', 1000],
    ['1E-3', 0.001],
    ['-2.5e+2', -250],
    ['1e400', Number.POSITIVE_INFINITY],
  ])('read the number %s', (text, number) => {
    expect(values(`f(${text})`)).toEqual([number]);
  });

  it('read every number that JavaScript writes', () => {
    const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(finite, (x) => {
        expect(values(`f(${String(x)})`)).toEqual([x + 0]);
      }),
    );
  });

  it('read dimensions as one value', () => {
    expect(values('f(3x32x32, a=1x8)')).toEqual([
      [3, 32, 32],
      [1, 8],
    ]);
  });

  it('name a whole character that begins nothing, even outside the basic plane', () => {
    expect(failure('relu, 😀').message).toBe('unexpected "😀" in the test');
    expect(failure('relu, "open').message).toBe('a quoted text has no end in the test');
  });
});

describe('the grammar', () => {
  it('reads words, texts and keywords', () => {
    expect(values('conv(16, 5, padding=same, note="a, (b)")')).toEqual([16, 5, 'same', 'a, (b)']);
    expect(call('conv(16, padding = same)').args[1]).toMatchObject({ name: 'padding', at: 9, length: 14, valueAt: 19 });
  });

  it('does not mind white space and line breaks', () => {
    const strip = (text: string) =>
      JSON.stringify(parseList(text, 'x'), (key, v) => (/at|At|length|text/.test(key) ? 0 : v));
    expect(strip('\n 2 * (\r\n dense ( 10 ) ,\trelu ) ')).toBe(strip('2*(dense(10),relu)'));
  });

  it('distinguishes repetition, grouping and plain calls', () => {
    const [first, second, third] = parseList('2*a, (b, c), d()', 'x');
    expect(first).toMatchObject({ kind: 'repetition', times: 2, body: [{ name: 'a' }] });
    expect(second).toMatchObject({ kind: 'repetition', times: undefined, body: [{ name: 'b' }, { name: 'c' }] });
    expect(third).toMatchObject({ kind: 'call', name: 'd', args: [] });
  });

  it('nests items as arguments, with the place of each', () => {
    const text = 'residual(3*(a, b), branch=c(1))';
    const [body, branch] = call(text).args;
    expect(body.value).toMatchObject({ kind: 'repetition', times: 3 });
    expect(text.slice(branch.valueAt, branch.at + branch.length)).toBe('c(1)');
  });

  it('takes 50 nested parentheses and refuses more, however deep', () => {
    const nested = (depth: number) => `${'('.repeat(depth)}a${')'.repeat(depth)}`;
    expect(parseList(nested(50), 'x')).toHaveLength(1);
    for (const depth of [51, 100_000]) expect(failure(nested(depth)).message).toBe('more than 50 nested parentheses');
    expect(failure('a('.repeat(100_000)).message).toBe('more than 50 nested parentheses');
  });

  it.each([
    ['', 'the test is empty', undefined],
    [' \n', 'the test is empty', undefined],
    ['a,', 'expected a name but found the end', 2],
    ['a b', 'expected "," or the end but found "b"', 2],
    ['(a, b', 'expected "," or ")" but found the end', 5],
    ['a)', 'expected "," or the end but found ")"', 1],
    ['3', 'expected a name with its arguments, or "*" after a number but found the end', 1],
    ['0*a', 'a repetition takes a whole number of at least 1', 0],
    ['2.5*a', 'a repetition takes a whole number of at least 1', 0],
    ['2*3*a', 'expected a name but found "3"', 2],
    ['a(x=)', 'expected a value but found ")"', 4],
    ['a(=1)', 'expected a value but found "="', 2],
    ['a(1,)', 'expected a value but found ")"', 4],
    ['3x3*a', 'expected a name but found "3x3"', 0],
  ])('answers "%s" with "%s"', (text, message, column) => {
    const error = failure(text);
    expect(error.code).toBe('notation');
    expect(error.message.startsWith(message)).toBe(true);
    expect(error.where[1]?.indexOf('^')).toBe(column);
  });

  it('shows only the line of the fault', () => {
    expect(failure('dense(10),\nrelu8 8,\nrelu').where).toEqual(['relu8 8,', '      ^']);
  });
});

describe('plain lists of calls', () => {
  it('turn bare words into texts', () => {
    expect(parseCalls('csv(header, sep=";", n=3)', 'x', 'csv')[0].args.map((a) => a.value)).toEqual(['header', ';', 3]);
  });

  it.each(['2*a', '(a)', 'f(g(1))', 'f((g))', 'f(2*g)'])('refuse %s', (text) => {
    expect(failure(text, (t) => parseCalls(t, 'the test', 'f')).message).toMatch(/^the test takes/);
  });
});

describe('names nearest to misspelt ones', () => {
  it('ignore case and leave strangers alone', () => {
    const names = ['relu', 'relu6', 'leakyRelu', 'dense'];
    expect(nearest('RELU', names)).toBe('relu');
    expect(nearest('leakyrelu', names)).toBe('leakyRelu');
    expect(nearest('relu8', names)).toMatch(/^relu6?$/);
    expect(nearest('xyzzy', names)).toBeUndefined();
    expect(nearest('relu', [])).toBeUndefined();
    const long = ['08-node-symmetry', '09-self-averaging', '10-finite-points', '10-finite-dimension'];
    expect(nearest('node', long)).toBe('08-node-symmetry');
    expect(nearest('finite', long)).toBeUndefined();
    expect(nearest('08', long)).toBeUndefined();
    expect(didYouMean('dens', names)).toBe('did you mean dense? ');
    expect(didYouMean('xyzzy', names)).toBe('');
  });
});

describe('hostile text', () => {
  it('parses or is refused with a caret inside it, never anything else', () => {
    const piece = fc.oneof(
      fc.constantFrom('(', ')', ',', '*', '=', '"', "'", ' ', '\n', 'a', 'relu', '3', '-1e9', '3x2', '😀', '.', '+'),
      fc.string({ unit: 'binary', maxLength: 4 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const text = pieces.join('');
        try {
          parseList(text, 'the test');
        } catch (error) {
          expect(error).toBeInstanceOf(UserError);
          const { where } = error as UserError;
          if (text.trim() === '') return;
          expect(text).toContain(where[0]);
          expect(where[1].indexOf('^')).toBeGreaterThanOrEqual(0);
          expect(where[1].indexOf('^')).toBeLessThanOrEqual(where[0].length);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('of great length is refused at once', () => {
    for (const text of ['a,'.repeat(3e4), `"${'x'.repeat(1e6)}`, '9'.repeat(1e6), '1x'.repeat(5e5)]) failure(text);
  }, 5000);
});
