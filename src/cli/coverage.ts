import { activationFamilies } from '../activations/index.ts';
import type { Shape } from '../graph/graph.ts';
import { DatasetState } from '../kernel/dataset.ts';
import { PairState } from '../kernel/pair.ts';
import { isUnknown, type KernelState } from '../kernel/state.ts';
import { he } from '../network/init.ts';
import { type LayerDefinition, makeLayer } from '../network/layer.ts';
import type { Parameter } from '../network/parameters.ts';
import { layerDefinitions } from '../network/registry.ts';
import { sizeOf } from '../network/shape.ts';

/** What firstguess can do with a kind of layer. */
export interface Coverage {
  readonly name: string;
  readonly family: LayerDefinition['family'];
  readonly summary: string;
  /** Of activations. */
  readonly formula?: string;
  readonly arguments: readonly {
    readonly name: string;
    readonly meaning: string;
    readonly kind: Parameter['kind'];
    readonly required: boolean;
    readonly default?: number | string;
  }[];
  /** How theory gets its numbers. */
  readonly theory: LayerDefinition['theory'];
  /** Whether theory answers for generated data ("pair") and for real data ("dataset"), found by asking it. */
  readonly pair: boolean;
  readonly dataset: boolean;
  /** Whether networks with it can be run and measured. All layers can. */
  readonly graph: true;
}

/** Everything that may stand in a network, with what theory covers. */
export function coverage(): Coverage[] {
  return layerDefinitions.map((definition) => ({
    name: definition.name,
    family: definition.family,
    summary: definition.summary,
    formula: activationFamilies.find(({ name }) => name === definition.name)?.formula,
    arguments: Object.entries(definition.parameters).map(([name, parameter]) => ({
      name,
      meaning: parameter.meaning,
      kind: parameter.kind,
      required: parameter.default === undefined && !parameter.optional,
      default: parameter.default,
    })),
    theory: definition.theory,
    pair: covers(definition, () => PairState.fromEntries(0, 1)),
    dataset: covers(definition, ({ length }) => DatasetState.fromPoints(twoPoints(length), 2, length)),
    graph: true,
  }));
}

/** A vector, tokens and an image: one of them suits every layer. */
const SHAPES: readonly Shape[] = [[4], [2, 4], [2, 8, 8]];

/** Asks the layer's kernel, behind a dense layer where it needs one, on the first shape that suits it. */
function covers(definition: LayerDefinition, start: (points: { length: number }) => KernelState): boolean {
  const { args } = makeLayer(definition, exampleArguments(definition));
  const input = SHAPES.find((shape) => suits(definition, shape, args));
  if (!input) return false;
  const before = start({ length: sizeOf(input) }).affine(2, 0);
  if (isUnknown(before)) return false;
  return !isUnknown(definition.kernel(before, args, { input, init: he }));
}

function suits(definition: LayerDefinition, shape: Shape, args: Parameters<LayerDefinition['shape']>[1]): boolean {
  try {
    definition.shape(shape, args);
    return true;
  } catch {
    return false;
  }
}

const EXAMPLES: Readonly<Record<Parameter['kind'], number | string>> = {
  wholePositive: 2,
  number: 0.5,
  positive: 0.5,
  nonNegative: 0.5,
  formula: 'x * tanh(x)',
};

function exampleArguments({ parameters }: LayerDefinition): Record<string, number | string> {
  const required = Object.entries(parameters).filter(
    ([, { default: value, optional }]) => value === undefined && !optional,
  );
  return Object.fromEntries(required.map(([name, { kind }]) => [name, EXAMPLES[kind]]));
}

/** Two points at an angle: a ramp and the same ramp with every other sign flipped. */
function twoPoints(features: number): Float64Array {
  return Float64Array.from({ length: 2 * features }, (_, i) => {
    const feature = i % features;
    return (feature + 1) * (i >= features && feature % 2 === 1 ? -1 : 1);
  });
}
