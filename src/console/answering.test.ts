import { describe, expect, it } from 'vitest';
import { checkFolder } from './answering.ts';

describe('options of files without --out', () => {
  it.each([
    [{ overwrite: true }, /^--overwrite replaces/],
    [{ figureFormat: ['pdf'] as const }, /^--figure-format is about files in a folder/],
    [{ figureHeadline: false }, /^--no-figure-headline is about files in a folder/],
    [{ tables: ['csv'] as const }, /^--tables is about files in a folder/],
  ])('are refused: %o', (flags, message) => {
    expect(() => checkFolder(flags)).toThrow(message);
    expect(() => checkFolder({ ...flags, out: 'runs/one' })).not.toThrow();
  });

  it('are not missed where nothing is switched off', () => {
    expect(() => checkFolder({ figureHeadline: true })).not.toThrow();
  });
});
