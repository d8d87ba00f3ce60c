import { meanOf } from '../../activations/moments.ts';
import { node } from '../../audit/rewrite/parts.ts';
import { meanOver } from '../../audit/rewrite/standardised.ts';
import { isUnknown, type Unknown } from '../../kernel/state.ts';
import { activationOf, argumentsOf, type Layer, type PlacedLayer } from '../../network/layer.ts';
import { activations } from '../../network/layers/activations.ts';
import { Network } from '../../network/network.ts';
import { propagate } from '../../network/propagate.ts';
import { chosen } from '../../setup/givenPoints.ts';
import { modeOf, type State, startOf } from '../../trace/trace.ts';
import { activationsOf } from '../inModels/activations.ts';
import { behind, type Make } from '../inModels/edits.ts';
import { each, isActivation } from '../inNotation/hidden.ts';
import type { NotationSubject, Remedy } from '../remedy.ts';

/** The variance of a unit is a mean over points: so many tell it to three digits. */
const POINTS = 256;
/** Smaller means are none. */
const NEGLIGIBLE = 1e-6;

/**
 * φ(x) − E φ(√q z), z ~ N(0, 1), with q the variance of a unit where the activation stands: what all units have in common is
 * taken away, which is what makes the bias. In models the mean over the units of the point at hand stands for it: for wide
 * layers they are the same. Source: derived, docs/theory §3.
 */
export const centredActivation: Remedy = {
  name: 'centred-activation',
  title: () => 'centred activation',
  summary: 'the mean of a unit is subtracted behind each activation',
  effort: 'activation',
  experiments: ['12-shifted-activations'],
  inNotation: (setup) => {
    if (modeOf(setup) === 'spatial') return 'its means are computed for vectors and tokens, not for images';
    const layers = centred(setup);
    if (typeof layers === 'string') return layers;
    const count = layers.filter((layer, index) => layer !== setup.layers[index].layer).length;
    if (count === 0) return 'its activations have no mean, or stand inside blocks';
    return [{ where: each(count, 'activation'), network: new Network(layers) }];
  },
  inModel: ({ plan, dims }) => {
    const all = activationsOf(plan).filter(({ to }) => (dims.get(to)?.length ?? 0) > 1);
    if (all.length === 0) return 'it has no activations before its readout';
    const edits = all.map((one) => behind([one], minusMean(dims.get(one.to)!.length)));
    return [{ where: each(all.length, 'activation'), edit: (model) => edits.reduce((m, edit) => edit(m), model) }];
  },
  paste: () => ({
    pytorch: 'x = activation(x)\nx = x - x.flatten(1).mean(1).view(-1, *[1] * (x.dim() - 1))',
    keras: 'x = activation(x)\nx = x - keras.ops.mean(x, axis=tuple(range(1, x.ndim)), keepdims=True)',
    flax: 'x = activation(x)\nx = x - x.mean(axis=tuple(range(1, x.ndim)), keepdims=True)',
  }),
};

/** The layers with activations that do not stand inside blocks shifted by their means; or why theory does not know these. */
function centred(setup: NotationSubject): Layer[] | string {
  const { init, output, seed } = setup;
  const data =
    setup.data.kind === 'dataset' ? chosen(setup.data, Math.min(POINTS, setup.data.points), seed).ready : setup.data;
  const points = data.kind === 'dataset' ? data.points : null;
  let state = startOf({ ...setup, data }, points);
  const layers: Layer[] = [];
  for (const [index, placed] of setup.layers.entries()) {
    if (index >= (output.readout ?? 0)) {
      layers.push(placed.layer);
      continue;
    }
    if (isUnknown(state)) return state.reason;
    const layer = isActivation(placed.layer) ? shifted(placed.layer, state) : placed.layer;
    layers.push(layer);
    state = after(state, { ...placed, layer }, { init, points });
  }
  return layers;
}

function after(state: State, placed: PlacedLayer, setting: Parameters<typeof propagate>[2]): State | Unknown {
  return propagate([placed], state, setting)[0].after;
}

function shifted(layer: Layer, state: State): Layer {
  const { cov, spread } = state.summary();
  const mean = meanOf(activationOf(layer)!, cov + spread);
  if (!(Math.abs(mean) > NEGLIGIBLE)) return layer;
  const sign = mean > 0 ? '-' : '+';
  return activations.activation(`${applied(layer)} ${sign} ${Number(Math.abs(mean).toPrecision(6))}`);
}

/** φ as a formula of x: "leakyRelu(x, 0.2)". */
function applied(layer: Layer): string {
  const formula = argumentsOf(activations.activation, layer)?.formula;
  if (formula !== undefined) return `(${formula})`;
  const given = Object.values(layer.given).map((value) => `, ${String(value)}`);
  return `${layer.definition.name}(x${given.join('')})`;
}

/** @param rank axes of the value, that of the points first */
function minusMean(rank: number): Make {
  // Of tokens each has a mean of its own.
  const axes = rank === 3 ? [2] : Array.from({ length: rank - 1 }, (_, axis) => axis + 1);
  return (from, to, { name, opset }) => {
    const mean = meanOver([from, name('mean')], axes, name('axes'), opset);
    return { ...mean, nodes: [...mean.nodes, node('Sub', [from, name('mean')], [to])] };
  };
}
