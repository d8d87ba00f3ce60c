import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readArguments } from '../../notation/arguments.ts';
import { texts } from '../../notation/parameters.ts';
import { parseCalls } from '../../notation/syntax.ts';
import { quoted, split, textAt } from './text.ts';

describe('a quoted text', () => {
  it('reads back as itself', () => {
    const text = fc
      .oneof(
        fc.string({ unit: 'binary', maxLength: 8 }),
        fc.double().map(String),
        fc.stringMatching(/^[a-z0-9.x+_-]+$/),
      )
      .filter((candidate) => !(candidate.includes('"') && candidate.includes("'")));
    fc.assert(
      fc.property(text, (original) => {
        const [call] = parseCalls(`keep(${quoted(original)})`, 'the test', 'keep');
        expect(readArguments(call, { classes: texts('classes') }).classes).toEqual([original]);
      }),
      { numRuns: 300 },
    );
  });

  it('stays bare where it can', () => {
    expect(['cat', 'T-shirt', '3', '0.5', '007', 'a b', '3x3', ''].map(quoted)).toEqual([
      'cat',
      'T-shirt',
      '3',
      '0.5',
      '"007"',
      '"a b"',
      '"3x3"',
      '""',
    ]);
    expect(() => quoted(`"'`)).toThrow('both kinds of quotes');
  });
});

describe('parts of a text', () => {
  it('know where they stand', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[ a-z]*$/), { minLength: 1 }), (parts) => {
        const text = parts.join(';');
        const found = split({ text, at: 0, length: text.length }, ';');
        expect(found.map(textAt)).toEqual(parts.map((part) => part.trim()));
      }),
    );
  });
});
