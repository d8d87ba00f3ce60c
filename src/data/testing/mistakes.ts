import { expect } from 'vitest';
import { UserError } from '../../errors.ts';

/** The code and the text of the user error that `make` throws. */
export function complaintOf(make: () => unknown): string {
  let caught: unknown;
  try {
    make();
  } catch (error) {
    caught = error;
  }
  expect(caught).toBeInstanceOf(UserError);
  const error = caught as UserError;
  return `[${error.code}] ${error.toText()}`;
}
