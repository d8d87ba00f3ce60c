import type { Dataset } from '../../../data/dataset.ts';
import { formatShape } from '../../../data/dataset.ts';
import { UserError } from '../../../errors.ts';
import type { PlannedInput } from '../../plan/auditPlan.ts';
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
  const image = imageOf(shape, wanted);
  if (!image) {
    const open = wanted.includes(undefined) ? ', or the lengths that are open with --dim' : '';
    return `give points of ${formatLengths(wanted)}${open}`;
  }
  const [channels, height, width] = image;
  const greys = channels === 1 && shape[0] === 3;
  const resizes = height !== undefined && width !== undefined && (height !== shape[1] || width !== shape[2]);
  const steps = [...(greys ? ['grayscale'] : []), ...(resizes ? [`resize(${height}x${width})`] : [])];
  const preprocess = steps.length > 0 ? `add --preprocess "${steps.join(', ')}"` : '';
  if (channels === undefined || channels === shape[0] || greys) return preprocess;
  return `give images of ${channels} channel${channels === 1 ? '' : 's'}${preprocess && `, and ${preprocess}`}`;
}

/**
 * [channels, height, width] of an input of images, whose channels are few; a row is taken for a square image.
 * @returns undefined where the data or the input are no images
 */
function imageOf(shape: readonly number[], wanted: readonly Length[]): readonly Length[] | undefined {
  if (shape.length !== 3) return undefined;
  if (wanted.length === 1) {
    const side = Math.sqrt((wanted[0] ?? 0) / shape[0]);
    return Number.isInteger(side) && side > 0 ? [shape[0], side, side] : undefined;
  }
  if (wanted.length !== 3) return undefined;
  const isFew = (length: Length) => length !== undefined && length <= 4;
  const [first, second, last] = wanted;
  return !isFew(first) && isFew(last) ? [last, first, second] : wanted;
}
