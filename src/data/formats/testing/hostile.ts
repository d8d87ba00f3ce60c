import type { Read } from './fixtures.ts';

interface Fixture {
  /** Folder and name below fixtures/. */
  readonly path: string;
  readonly bytes: Uint8Array;
  /** Absent of companions, which are read with others only. */
  readonly read?: Read;
}

/** Files nobody means well with, and odd ones that are sound; see fixtures/README.md for how they are written. */
export function hostileFiles(): Fixture[] {
  return [];
}
