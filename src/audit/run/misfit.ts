import type { Dataset } from '../../data/dataset.ts';
import { formatShape } from '../../data/dataset.ts';
import { UserError } from '../../errors.ts';
import type { PlannedInput } from '../plan/auditPlan.ts';
import type { Length } from './fitShape.ts';

/** Data of another shape than an input takes, with the preprocessing that would fit them. */
export function misfit({ name, shape }: Dataset, input: PlannedInput, wanted: readonly Length[]): UserError {
  const takes = formatLengths(wanted);
  const message = `${name} has points of ${formatShape(shape)}, but the input ${input.name} takes ${takes}`;
  return new UserError('data', message, [], remedyOf(shape, wanted));
}

/** "3×224×224", open lengths as "?". */
function formatLengths(lengths: readonly Length[]): string {
  return lengths.map((length) => length ?? '?').join('×') || 'single numbers';
}

function remedyOf(shape: readonly number[], wanted: readonly Length[]): string {
  const image = imageOf(wanted);
  if (!image || shape.length !== 3) {
    return `give points of ${formatLengths(wanted)}, or the lengths that are open with --dim`;
  }
  const [channels, height, width] = image;
  const steps = [];
  if (channels === 1 && shape[0] === 3) steps.push('grayscale');
  if (height !== undefined && width !== undefined && (height !== shape[1] || width !== shape[2])) {
    steps.push(`resize(${height}x${width})`);
  }
  const others = channels !== undefined && channels !== shape[0] && !steps.includes('grayscale');
  const preprocess = steps.length > 0 ? `--preprocess "${steps.join(', ')}"` : '';
  if (!others) return `add ${preprocess}`;
  return `give images of ${channels} channel${channels === 1 ? '' : 's'}${preprocess && `, and add ${preprocess}`}`;
}

/** [channels, height, width] of an input of images, whose channels are few. */
function imageOf(wanted: readonly Length[]): readonly Length[] | undefined {
  if (wanted.length !== 3) return undefined;
  const isFew = (length: Length) => length !== undefined && length <= 4;
  const [first, second, last] = wanted;
  return !isFew(first) && isFew(last) ? [last, first, second] : wanted;
}
