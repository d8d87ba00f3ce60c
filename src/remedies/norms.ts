import { ModelGraph } from '../audit/graph/modelGraph.ts';
import { normBehind } from '../audit/graph/normalised.ts';
import type { Layer, Part } from '../network/layer.ts';
import { activationsOf, type ModelActivation } from './inModels/activations.ts';
import { batchNormOf, layerNormOver, type Make } from './inModels/edits.ts';
import { countHidden, each, mapHidden } from './inNotation/hidden.ts';
import { isNorm, type NormKind, normKinds } from './inNotation/norms.ts';
import type { ModelChange, ModelEdit, ModelSubject, NotationChange, NotationSubject, Paste } from './remedy.ts';

/** What the remedies that put norms in have in common: they do it with every kind of norm. */

type Place = 'before' | 'after';

/** @param insert puts norms into a row of layers */
export function normsInNotation(
  { network }: NotationSubject,
  place: Place,
  insert: (row: readonly Part[], norm: Layer) => readonly Part[],
): NotationChange[] | string {
  const found = Object.entries(normKinds).flatMap(([variant, build]) => {
    const changed = mapHidden(network, (row) => insert(row, build()));
    const added = countHidden(changed, isNorm) - countHidden(network, isNorm);
    return added === 0 ? [] : [{ variant, where: `${place} ${each(added, 'activation')}`, network: changed }];
  });
  return found.length > 0 ? found : 'there is a norm at each activation, or no activation';
}

/**
 * @param insert what puts nodes at activations
 * @param at the value that is normalised
 */
export function normsInModel(
  { plan, dims }: ModelSubject,
  place: Place,
  insert: (activations: readonly ModelActivation[], make: Make) => ModelEdit,
  at: (activation: ModelActivation) => string,
): ModelChange[] | string {
  const graph = new ModelGraph(plan.model);
  const normalised = new Set(
    plan.model.nodes.flatMap(({ op, inputs }) => (/Normalization$/.test(op) ? [inputs[0]] : [])),
  );
  const isFree = (value: string) => dims.has(value) && !normalised.has(value) && !normBehind(graph, value);
  const all = activationsOf(plan).filter((one) => isFree(at(one)));
  if (all.length === 0) return 'there is a norm at each activation, or no activation';
  return (Object.keys(normKinds) as NormKind[]).flatMap((variant) => {
    const made = all.flatMap((one) => {
      const make = makeNorm(variant, dims.get(at(one))!);
      return make ? [insert([one], make)] : [];
    });
    if (made.length === 0) return [];
    const where = `${place} ${each(made.length, 'activation')}`;
    return [{ variant, where, edit: (model) => made.reduce((before, edit) => edit(before), model) }];
  });
}

/** @param dims of the value, that of the points first; undefined where the norm has no meaning there */
function makeNorm(kind: NormKind, dims: readonly number[]): Make | undefined {
  const axes = dims.map((_, axis) => axis).slice(1);
  if (kind === 'layerNorm') return axes.length === 0 ? undefined : layerNormOver(dims.length === 3 ? [2] : axes);
  // Tokens have their features last, where batch norms do not look for channels.
  return dims.length === 2 || dims.length === 4 ? batchNormOf(dims[1]) : undefined;
}

/** @param variant the kind of norm */
export function pasteNorm(variant: string | undefined, place: Place): Paste {
  const lines = pasted[variant as NormKind];
  const order = (norm: string, activation: string) =>
    (place === 'before' ? [norm, activation] : [activation, norm]).join(', ');
  return {
    pytorch: `torch.nn.Sequential(linear, ${order(lines.pytorch, 'activation')})`,
    keras: `keras.Sequential([linear, ${order(lines.keras, 'activation')}])`,
    flax: `nn.Sequential([linear, ${order(lines.flax, 'activation')}])`,
  };
}

const pasted: Record<NormKind, Paste> = {
  batchNorm: {
    pytorch: 'torch.nn.BatchNorm1d(units)',
    keras: 'keras.layers.BatchNormalization()',
    flax: 'nn.BatchNorm(use_running_average=not train)',
  },
  layerNorm: {
    pytorch: 'torch.nn.LayerNorm(units)',
    keras: 'keras.layers.LayerNormalization()',
    flax: 'nn.LayerNorm()',
  },
};
