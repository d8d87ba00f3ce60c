import type { Call } from '../../notation/syntax.ts';
import { type Maker, make, placed } from '../arguments.ts';
import { drop } from './drop.ts';
import { first } from './first.ts';
import { imbalance } from './imbalance.ts';
import { keep } from './keep.ts';
import { merge } from './merge.ts';
import { parity } from './parity.ts';
import { sample } from './sample.ts';
import type { Selection } from './selection.ts';

/** Every selection, by its name in the notation. */
const selections: Readonly<Record<string, Maker<Selection>>> = {
  keep: { parameters: [], variadic: true, make: (args) => keep(...args.all()) },
  drop: { parameters: [], variadic: true, make: (args) => drop(...args.all()) },
  merge: { parameters: ['groups'], make: (args) => merge(args.text('groups', '"small: 0, 1, 2; large: 8, 9"')) },
  parity: { parameters: [], make: parity },
  imbalance: {
    parameters: ['shares', 'seed'],
    make: (args) => imbalance(args.text('shares', '"cat: 0.9, dog: 0.1"'), args.optionalNumber('seed')),
  },
  sample: {
    parameters: ['points', 'seed'],
    make: (args) => sample(args.number('points', 500), args.optionalNumber('seed')),
  },
  first: { parameters: ['points'], make: (args) => first(args.number('points', 500)) },
};

export function isSelection(name: string): boolean {
  return Object.hasOwn(selections, name);
}

/**
 * The selection a call names; what it throws when it is applied points into the text of the call.
 * @throws UserError `unknown-name` or `bad-argument`, with a caret
 */
export function makeSelection(call: Call): Selection {
  const selection = make(call, selections, 'selection');
  return { ...selection, place: call, apply: (dataset) => placed(call, () => selection.apply(dataset)) };
}
