import type { Data } from '../data/dataset.ts';
import { UserError } from '../errors.ts';
import type { PlacedLayer } from '../network/layer.ts';
import { some } from '../network/layers/blocks/inside.ts';
import { wantsPrior, withFixedBias } from '../network/layers/dense.ts';
import { outputOf } from '../network/output.ts';

/**
 * Puts the class shares of the data in the place of `bias=prior`: b_k = ln(N_k/N), with which a network whose weights do
 * nothing predicts the shares. A single unit gets the log odds of its second class. Docs/theory §17.
 *
 * @throws UserError `bad-argument` for a layer that is not the last dense one, and for data without labels of every class
 */
export function withPrior(layers: readonly PlacedLayer[], data: Data): readonly PlacedLayer[] {
  if (
    !some(
      layers.map(({ layer }) => layer),
      wantsPrior,
    )
  )
    return layers;
  const { readout, units } = outputOf(layers);
  return layers.map((placed, index) => {
    if (!some([placed.layer], wantsPrior)) return placed;
    if (index !== readout) {
      throw new UserError(
        'bad-argument',
        'bias=prior gives the outputs the class shares of the data, and is for the last dense layer',
        [],
        'give a hidden layer its biases as numbers',
      );
    }
    return { ...placed, layer: withFixedBias(placed.layer, logShares(data, units)) };
  });
}

function logShares(data: Data, units: number): number[] {
  const counts = countsOf(data);
  const classes = Math.max(2, units);
  if (counts.length !== classes) {
    const found = counts.length === 0 ? 'has no labels' : `has points of ${counts.length}`;
    throw new UserError(
      'bad-argument',
      `bias=prior needs labelled points of ${classes} classes, but ${data.name} ${found}`,
      [],
      'give the biases themselves, for instance bias="0.1, 0, -1"',
    );
  }
  const all = counts.reduce((sum, count) => sum + count, 0);
  return units === 1 ? [Math.log(counts[1] / counts[0])] : counts.map((count) => Math.log(count / all));
}

/** How many points there are of every label, in the order of the labels. */
function countsOf(data: Data): number[] {
  if (data.kind !== 'dataset' || !data.labels) return [];
  const counts = new Map<number, number>();
  for (const label of data.labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  return [...counts].sort(([a], [b]) => a - b).map(([, count]) => count);
}
