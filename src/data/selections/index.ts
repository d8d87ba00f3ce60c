import { type Maker, make, maker, placed } from '../../notation/makers.ts';
import { number, text, texts } from '../../notation/parameters.ts';
import type { Call } from '../../notation/syntax.ts';
import { drop } from './drop.ts';
import { first } from './first.ts';
import { imbalance } from './imbalance.ts';
import { keep } from './keep.ts';
import { merge } from './merge.ts';
import { parity } from './parity.ts';
import { sample } from './sample.ts';
import type { Selection } from './selection.ts';

const points = number('how many are left', '500');
const seed = number('a whole number from 0').optional();
const classes = texts('classes by name or number').optional();

/** Every selection, by its name in the notation. */
const selections: Readonly<Record<string, Maker<Selection>>> = {
  keep: maker({ classes }, ({ classes = [] }) => keep(...classes)),
  drop: maker({ classes }, ({ classes = [] }) => drop(...classes)),
  merge: maker({ groups: text('names with their classes', '"small: 0, 1, 2; large: 8, 9"') }, ({ groups }) =>
    merge(groups),
  ),
  parity: maker({}, parity),
  imbalance: maker({ shares: text('classes with their shares', '"cat: 0.9, dog: 0.1"'), seed }, ({ shares, seed }) =>
    imbalance(shares, seed),
  ),
  sample: maker({ points, seed }, ({ points, seed }) => sample(points, seed)),
  first: maker({ points }, ({ points }) => first(points)),
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
