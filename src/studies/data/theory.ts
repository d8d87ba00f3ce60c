import { relu } from '../../activations/families/rectifiers.ts';
import { type Data, type Dataset, formatShape } from '../../data/dataset.ts';
import { momentsOfLaw } from '../../data/pairMoments.ts';
import type { Preprocess } from '../../data/preprocess.ts';
import { type PackedPairs, pairCount } from '../../kernel/packedPairs.ts';
import { angle } from '../../laws/agreement.ts';
import { agreementFit } from '../../laws/agreementFit.ts';
import { count, plain } from '../../results/format.ts';
import { sampleOf } from '../../trace/pointSample.ts';
import type { DataSummary } from './schema.ts';

const CLASSES = [2, 10] as const;

/**
 * What theory takes of data, in words.
 * @param points after preprocessing, which may have changed their shape
 */
export function assumptionOf(source: Data, steps: Preprocess, points: Dataset): string {
  if (points.vocabulary !== undefined) {
    return 'Theory does not follow token ids: networks that begin with tokenEmbedding are measured only.';
  }
  return [withoutPositions(source, steps, points), withPositions(source, points)].filter(Boolean).join(' ');
}

function withoutPositions(source: Data, steps: Preprocess, data: Dataset): string {
  if (source.kind === 'generator') {
    const law = steps.generator(source);
    if ('reason' in law) return `Theory does not follow these data: ${law.reason}.`;
    const { cov, spread } = momentsOfLaw(law);
    return `Theory takes one exchangeable pair of points, of cov ${plain(cov)} and spread ${plain(spread)}, which is exact in infinite dimension.`;
  }
  const sample = sampleOf(data);
  if (sample)
    return `Theory follows all pairs of ${count(sample.points)} of the points, and states the error of that choice.`;
  return `Theory follows all ${count(pairCount(data.points))} pairs of points, each with its own overlap.`;
}

function withPositions(source: Data, { shape }: Dataset): string {
  if (shape.length === 3) return 'Once a layer looks at positions, it takes pairs of sampled images with their pixels.';
  if (shape.length === 1 || source.kind === 'generator') return '';
  return `Of points of ${formatShape(shape)} it does so for networks that begin with flatten.`;
}

/**
 * The agreement of a linear network and of one hidden layer of ReLU, from the overlap of every pair and as if every pair
 * were the average one. They differ where overlaps scatter, as A_K(c) is not linear in c: overlaps of ±0.3 do not cancel.
 *
 * @param complements 1 − c_ij of all pairs of points
 * @param moments of the same points
 */
export function agreementsOf(
  complements: PackedPairs,
  { cov, spread }: DataSummary['moments'],
): DataSummary['theory']['agreements'] {
  const overlaps = angleWeights(complements);
  // Two points that are zero count as the same.
  const average = cov + spread > 0 ? Math.min(2, spread / (cov + spread)) : 0;
  const networks = [
    { hidden: '', after: (complement: number) => complement },
    { hidden: 'dense(1000), relu, ', after: relu.create().angular! },
  ];
  return networks.flatMap(({ hidden, after }) =>
    CLASSES.map((classes) => {
      const sameGuess = agreementFit(classes);
      return {
        network: `${hidden}dense(${classes})`,
        classes,
        allPairs: overlaps.reduce((sum, weight, i) => sum + weight * sameGuess(after(complementAt(i))), 0),
        averagePair: sameGuess(after(average)),
      };
    }),
  );
}

/** Functions of overlaps are averaged over this many angles from 0 to π instead of millions of pairs; they err by 1e-6. */
const ANGLES = 2048;

/** How many of the pairs lie at each angle θ = arccos c, as shares; pairs between two angles count for both in proportion. */
function angleWeights(complements: PackedPairs): Float64Array {
  const weights = new Float64Array(ANGLES + 1);
  for (const complement of complements) {
    const at = (angle(complement) / Math.PI) * ANGLES;
    const below = Math.min(ANGLES - 1, Math.floor(at));
    weights[below] += (1 - (at - below)) / complements.length;
    weights[below + 1] += (at - below) / complements.length;
  }
  return weights;
}

/** 1 − cos θ of an angle of the grid. */
function complementAt(index: number): number {
  return 2 * Math.sin((Math.PI * index) / (2 * ANGLES)) ** 2;
}
