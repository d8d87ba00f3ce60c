import { count, plural } from '../../results/format.ts';
import type { Score } from './schema.ts';

/** "Read as logits (found out from the numbers) on the axes inits 100 × points 1,797 × classes 10." */
export function readInWords({ kind, detected, axes, shape, file, labels }: Score): string {
  const lengths = axes.map((name, at) => `${name} ${count(shape[at])}`).join(' × ');
  const how = detected ? ' (found out from the numbers; --kind says otherwise)' : '';
  const classes = labels === null ? 'without labels' : `with labels from ${labels}`;
  return `${file} was read as ${kind}${how} on the axes ${lengths}, ${classes}.`;
}

/** "100 initialisations of 1,797 points". */
export function effortInWords({ initialisations, points, tokens, steps, seed }: Score): string {
  const places = tokens > 1 ? ` × ${plural(tokens, 'token')}` : '';
  return `${plural(steps.length, 'step')}, ${plural(initialisations, 'initialisation')}, ${plural(points, 'point')}${places}, seed ${seed}`;
}
