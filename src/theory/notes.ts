import type { Values } from '../data/dataset.ts';
import { argumentsOf, mixingOf, type PlacedLayer } from '../network/layer.ts';
import { conv } from '../network/layers/convolution/conv.ts';
import { groupNorm } from '../network/layers/norms/groupNorm.ts';
import { bodiesOf } from '../network/mapLayers.ts';
import { Network } from '../network/network.ts';
import { formatLayer } from '../network/notation/format.ts';
import { barePercent, count, plural } from '../results/format.ts';
import { layerName } from '../results/words.ts';
import type { Setup } from '../setup/setup.ts';

/** One coordinate that carries more than this share of a point's squared norm defeats the first layer's central limit. */
const DOMINANT_SHARE = 0.5;

/**
 * Where theory is only asymptotic for the weights at hand. Infinite-width theory needs only their variance; Gaussian
 * weights make it exact in the first layer and the readout, other laws need a central limit there. Docs/theory §2.
 */
export function notesOn(setup: Setup): string[] {
  return [
    ...classNotes(setup),
    ...narrowNotes(setup),
    ...channelNotes(setup),
    ...groupNotes(setup),
    ...lawNotes(setup),
  ];
}

/** Narrower layers than this may be far from infinitely wide. */
const NARROW = 30;

function narrowNotes({ init, layers, output }: Setup): string[] {
  const narrow = layers.findIndex((placed, i) => {
    const mixes = i !== output.readout && mixingOf(placed, init) !== undefined;
    return mixes && placed.output.length === 1 && placed.output[0] < NARROW;
  });
  if (narrow < 0) return [];
  const { layer, output: shape } = layers[narrow];
  return [
    `layer ${narrow + 1} (${layerName(formatLayer(layer))}) has ${plural(shape[0], 'unit')}, and theory is that of infinitely many: predict --finite computes the agreement at the actual widths`,
  ];
}

/** Convolutions of fewer channels than this are far from infinitely wide: docs/decisions.md, "Theory says where". */
const FEW_CHANNELS = 8;

function channelNotes({ layers }: Setup): string[] {
  const found = layers.findIndex(({ layer, output }) => {
    return argumentsOf(conv, layer) !== undefined && output[0] < FEW_CHANNELS;
  });
  if (found < 0) return [];
  const { layer, output } = layers[found];
  return [
    `layer ${found + 1} (${layerName(formatLayer(layer))}) has ${plural(output[0], 'channel')}, and theory is that of infinitely many, which has more bias: agreement with theory is not claimed below ${FEW_CHANNELS}`,
  ];
}

/** The moments of groups of fewer channels, or units, than this are far from those of infinitely many: docs/decisions.md, "Theory says where". */
const FEW_IN_GROUP = 32;

function groupNotes({ layers }: Setup): string[] {
  const sizes = layers.map((placed) => smallestGroup([placed]));
  const found = sizes.findIndex((size) => size !== undefined && size < FEW_IN_GROUP);
  if (found < 0) return [];
  const { layer, input } = layers[found];
  return [
    `layer ${found + 1} (${layerName(formatLayer(layer))}) normalises groups of ${plural(sizes[found]!, input.length === 3 ? 'channel' : 'unit')}, and theory is that of infinitely many, which has more bias: agreement with theory is not claimed below ${FEW_IN_GROUP}`,
  ];
}

/** Channels, or units, of the smallest group that a groupNorm normalises, in blocks too. */
function smallestGroup(layers: readonly PlacedLayer[]): number | undefined {
  const sizes = layers.flatMap(({ layer, input }) => {
    const args = argumentsOf(groupNorm, layer);
    const inside = bodiesOf(layer).map((body) => smallestGroup(new Network(body).place(input)));
    return [args && input[0] / args.groups, ...inside].filter((size) => size !== undefined);
  });
  return sizes.length > 0 ? Math.min(...sizes) : undefined;
}

/** Fewer points a class than this may lack some class by chance. */
const ENOUGH_POINTS = 10;

/** A readout of another number of classes than the data have. */
function classNotes({ output, data }: Setup): string[] {
  if (data.kind !== 'dataset' || !data.labels) return [];
  const classes = new Set(data.labels).size;
  const maySayFewer = data.points >= ENOUGH_POINTS * classes;
  if (classes === output.classes || (classes < output.classes && !maySayFewer)) return [];
  const units = output.units === 1 ? 'one unit tells two classes' : `the readout has ${plural(output.units, 'unit')}`;
  return [`${units} and the data have ${classes}: a guess is one of ${count(output.classes)}`];
}

function lawNotes({ init, layers, output, data }: Setup): string[] {
  if (init.law === 'gaussian') return [];
  const notes: string[] = [];
  const name = init.law === 'orthogonal' ? 'orthogonal' : `${init.law} (not Gaussian)`;
  notes.push(`weights are ${name}: theory uses only their variance and is asymptotic in the width`);
  if (data.kind === 'dataset' && dominatedShare(data.values, data.points) > 0) {
    const share = dominatedShare(data.values, data.points);
    notes.push(
      `${barePercent(share)} of the points have more than half of their squared norm in one feature, where the first layer's ` +
        'central limit fails: agreement with theory is not claimed',
    );
  }
  if (output.readout !== undefined && init.law !== 'orthogonal') {
    if (mixingOf(layers[output.readout], init)!.sigmaB2 > 0) {
      notes.push(`biases of the readout are ${init.law}, not Gaussian: agreement with theory is not claimed`);
    }
  }
  return notes;
}

function dominatedShare(values: Values, points: number): number {
  const size = values.length / points;
  let dominated = 0;
  for (let i = 0; i < points; i++) {
    let [total, most] = [0, 0];
    for (let k = i * size; k < (i + 1) * size; k++) {
      const square = values[k] ** 2;
      total += square;
      most = Math.max(most, square);
    }
    if (total > 0 && most > DOMINANT_SHARE * total) dominated++;
  }
  return dominated / points;
}
