import type { Maker } from '../arguments.ts';
import type { Selection } from './selection.ts';

/** Every selection, by its name in the notation. */
export const selections: Readonly<Record<string, Maker<Selection>>> = {};
