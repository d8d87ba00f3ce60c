import { UserError } from '../../../errors.ts';
import type { Shape } from '../../../graph/graph.ts';
import { formatShape } from '../../dataset.ts';
import { groupsOf, type Per, pers } from '../../groups.ts';

/** What statistics belong to: where they are computed every feature, where they are given every channel, or all if one. */
export function perOf(step: string, per: Per | undefined, given: readonly number[] | undefined): Per {
  if (per !== undefined && !pers.includes(per)) {
    throw new UserError('bad-argument', `${step} has no per="${per}"`, [], `choose one of ${pers.join(', ')}`);
  }
  return per ?? defaultPer(given);
}

function defaultPer(given: readonly number[] | undefined): Per {
  if (given === undefined) return 'feature';
  return given.length === 1 ? 'global' : 'channel';
}

/** @throws UserError `bad-argument` unless there is at least one number and all are finite */
export function checkNumbers(step: string, name: string, numbers: readonly number[] | undefined): void {
  if (numbers === undefined || (numbers.length > 0 && numbers.every(Number.isFinite))) return;
  const found = numbers.length === 0 ? 'none' : numbers.join(', ');
  throw new UserError(
    'bad-argument',
    `${step} takes finite numbers as ${name}, not ${found}`,
    [],
    `for instance ${name}="0.5, 0.4, 0.3"`,
  );
}

/**
 * Given statistics, one a group, spread over the features of a shape.
 * @throws UserError `shape` unless there are as many as groups
 */
export function spreadOut(step: string, name: string, given: readonly number[], per: Per, shape: Shape): Float64Array {
  const groups = groupsOf(shape, per);
  const count = groups[groups.length - 1] + 1;
  if (given.length !== count) {
    const [numbers, whom] = [given.length === 1 ? '1 number' : `${given.length} numbers`, WHOM[per]];
    throw new UserError(
      'shape',
      `${step} has ${numbers} as ${name}, but points of ${formatShape(shape)} have ${count} ${count === 1 ? whom[0] : whom[1]}`,
      [],
      `give ${count}, or choose another of per=${pers.join(', ')}`,
    );
  }
  return Float64Array.from(groups, (group) => given[group]);
}

const WHOM: Readonly<Record<Per, readonly [string, string]>> = {
  feature: ['feature', 'features'],
  channel: ['channel', 'channels'],
  global: ['number in all', 'numbers in all'],
};

/** A step with its options as the notation writes them: "standardize(per=channel)"; those at their defaults are undefined. */
export function notationOf(
  step: string,
  options: Readonly<Record<string, string | number | readonly number[] | undefined>>,
): string {
  const parts = Object.entries(options).flatMap(([name, value]) => {
    if (value === undefined) return [];
    if (typeof value !== 'object') return [`${name}=${value}`];
    return [value.length === 1 ? `${name}=${value[0]}` : `${name}="${value.join(', ')}"`];
  });
  return parts.length === 0 ? step : `${step}(${parts.join(', ')})`;
}

/** `per` for the notation: only where it is not what `perOf` assumes. */
export function statedPer(per: Per, given: readonly number[] | undefined): Per | undefined {
  return per === defaultPer(given) ? undefined : per;
}
