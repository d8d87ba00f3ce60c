import { activationFamilies } from '../activations/index.ts';
import { type Shape, sizeOf } from '../graph/graph.ts';
import { DatasetState } from '../kernel/dataset/datasetState.ts';
import { PairState } from '../kernel/pair/pairState.ts';
import { SpatialState } from '../kernel/spatial/spatialState.ts';
import { andThen, isUnknown, type KernelResult, type KernelState } from '../kernel/state.ts';
import { he } from '../network/init.ts';
import { type Layer, type LayerDefinition, makeLayer } from '../network/layer.ts';
import { dense } from '../network/layers/dense.ts';
import { patchEmbedding } from '../network/layers/tokens/patchEmbedding.ts';
import { type PresetDefinition, presetDefinitions } from '../network/presets/definitions.ts';
import { layerDefinitions } from '../network/registry.ts';
import type { Parameter } from '../notation/parameters.ts';

interface ArgumentCoverage {
  readonly name: string;
  readonly meaning: string;
  readonly kind: string;
  readonly choices?: readonly string[];
  readonly required: boolean;
  readonly default?: number | string;
}

/** What firstguess can do with a kind of layer. */
export interface Coverage {
  readonly name: string;
  readonly family: LayerDefinition['family'];
  readonly summary: string;
  /** Of activations. */
  readonly formula?: string;
  readonly arguments: readonly ArgumentCoverage[];
  /** How theory gets its numbers. */
  readonly theory: LayerDefinition['theory'];
  /** Whether theory answers for generated data ("pair") and for real data ("dataset"), found by asking it. */
  readonly pair: boolean;
  readonly dataset: boolean;
  /** Whether theory answers for images whose pixels it follows ("spatial"), as convolutions need it. */
  readonly spatial: boolean;
  /** Whether networks with it can be run and measured. All layers can. */
  readonly graph: true;
}

/** A preset of the notation. */
export interface PresetCoverage {
  readonly name: string;
  readonly summary: string;
  readonly arguments: readonly ArgumentCoverage[];
}

/** All layers, with what theory covers. */
export function coverage(): Coverage[] {
  return layerDefinitions.map((definition) => ({
    name: definition.name,
    family: definition.family,
    summary: definition.summary,
    formula: activationFamilies.find(({ name }) => name === definition.name)?.formula,
    arguments: argumentsOf(definition),
    theory: definition.theory,
    pair: covers(definition, SHAPES, () => PairState.fromEntries(0, 1)),
    dataset: covers(definition, SHAPES, datasetState),
    spatial: covers(definition, [IMAGE, TOKENS, VECTOR], spatialState),
    graph: true,
  }));
}

export function presetCoverage(): PresetCoverage[] {
  return presetDefinitions.map((preset) => ({
    name: preset.name,
    summary: preset.summary,
    arguments: argumentsOf(preset),
  }));
}

function argumentsOf({ parameters }: LayerDefinition | PresetDefinition): ArgumentCoverage[] {
  return Object.entries(parameters).map(([name, { meaning, kind, choices, need, fallback }]) => ({
    name,
    meaning,
    kind,
    choices,
    required: need === 'required',
    default: fallback as number | string | undefined,
  }));
}

/** A vector, tokens and an image: one of them suits every layer. */
const VECTOR: Shape = [4];
const TOKENS: Shape = [4, 4];
const IMAGE: Shape = [4, 8, 8];
const SHAPES = [VECTOR, TOKENS, IMAGE];

/** Asks the layer's kernel, behind weights where it needs them, on the first shape that suits it. */
function covers<State extends KernelState<State>>(
  definition: LayerDefinition,
  shapes: readonly Shape[],
  start: (shape: Shape) => KernelResult<State>,
): boolean {
  const { args } = makeLayer(definition, exampleArguments(definition));
  const input = shapes.find((shape) => suits(definition, shape, args));
  if (!input) return false;
  const before = andThen(start(input), (state) => state.affine(2, 0));
  const after = andThen(before, (state) => definition.kernel(state, args, { input, init: he, points: null }));
  return !isUnknown(after);
}

function suits(definition: LayerDefinition, shape: Shape, args: Layer['args']): boolean {
  try {
    definition.shape(shape, args);
    return true;
  } catch {
    return false;
  }
}

/** Tokens are followed one by one. */
function datasetState(shape: Shape): DatasetState {
  const values = points(2, shape);
  if (shape !== TOKENS) return DatasetState.fromPoints(values, 2, sizeOf(shape));
  return DatasetState.fromPoints(values, 2, TOKENS[1], TOKENS[0]);
}

/** Images, the tokens of their patches, or all their pixels as one vector. */
function spatialState(shape: Shape): KernelResult<SpatialState> {
  const [channels, height, width] = IMAGE;
  const images = SpatialState.fromImages(points(8, IMAGE), 8, [channels, height, width]);
  if (shape === IMAGE) return images;
  if (shape === VECTOR) return images.flatten();
  const { definition, args } = patchEmbedding(height / 2, TOKENS[1]);
  return definition.kernel(images, args, { input: IMAGE, init: he, points: null });
}

/** What required arguments are in the example that is asked about. */
function exampleOf({ kind, choices }: Parameter): unknown {
  switch (kind) {
    case 'choice':
      return choices![0];
    case 'formula':
      return 'x * tanh(x)';
    case 'layers':
    case 'branches':
      return [dense(VECTOR[0])];
    case 'wholePositive':
    case 'wholeNonNegative':
    case 'padding':
    case 'extent':
      return 2;
    default:
      return 0.5;
  }
}

function exampleArguments({ parameters }: LayerDefinition): Record<string, unknown> {
  const required = Object.entries(parameters).filter(([, { need }]) => need === 'required');
  return Object.fromEntries(required.map(([name, parameter]) => [name, exampleOf(parameter)]));
}

/** Points at angles to each other: a ramp, of which the n-th point has every (n + 1)-th sign flipped. */
function points(count: number, shape: Shape): Float64Array {
  const features = sizeOf(shape);
  return Float64Array.from({ length: count * features }, (_, i) => {
    const [point, feature] = [Math.floor(i / features), i % features];
    return (feature + 1) * (point > 0 && feature % (point + 1) === 0 ? -1 : 1);
  });
}
