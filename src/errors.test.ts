import { describe, expect, it } from 'vitest';
import { caret, UserError } from './errors.ts';

describe('a caret', () => {
  it('stands under the fault', () => {
    expect(caret('dense(10), rellu', 11, 5)).toEqual(['dense(10), rellu', '           ^^^^^']);
  });

  it('shows the line of the fault alone, and ends where the line ends', () => {
    expect(caret('a,\nbc(\nd)', 3, 6)).toEqual(['bc(', '^^^']);
  });

  it('can stand at the very beginning and one past the end', () => {
    expect(caret('\n1', 0)).toEqual(['', '^']);
    expect(caret('ab', 2)).toEqual(['ab', '  ^']);
  });
});

it('an error shows message, place and remedy, one below the other', () => {
  const error = new UserError('notation', 'unknown layer', ['rellu', '^^^^^'], 'did you mean relu?');
  expect(error.toText()).toBe('unknown layer\n  rellu\n  ^^^^^\n  did you mean relu?');
});
