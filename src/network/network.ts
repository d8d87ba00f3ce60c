import { UserError } from '../errors.ts';
import type { Shape } from '../graph/graph.ts';
import type { Layer, Part, PlacedLayer, Repeat } from './layer.ts';
import { formatNetwork } from './notation/format.ts';
import { describeShape, MIXER_SIZE, shapeError } from './shape.ts';

/** More layers than this after unrolling are surely a slip of the pen. */
const MAX_LAYERS = 10_000;

/** A feed-forward network: layers in a row, blocks of them repeated. */
export class Network {
  constructor(readonly parts: readonly Part[]) {
    if (parts.length === 0) throw new UserError('shape', 'a network needs at least one layer');
    const count = countLayers(parts);
    if (count > MAX_LAYERS) {
      throw new UserError('bad-argument', `the network has ${count} layers; at most ${MAX_LAYERS} are possible`);
    }
  }

  /** All layers in order, repetitions unrolled. */
  unroll(): Layer[] {
    return unroll(this.parts);
  }

  /**
   * The layers with the shapes between them, for data of a given shape.
   * @throws UserError `shape` naming the layer that cannot take its input
   */
  place(input: Shape): PlacedLayer[] {
    let shape = input;
    return this.unroll().map((layer, i) => {
      const output = this.shapeAfter(layer, i, shape, input);
      const placed = { layer, input: shape, output };
      shape = output;
      return placed;
    });
  }

  /** The notation, which parses back to the same network. */
  toString(): string {
    return formatNetwork(this.parts);
  }

  private shapeAfter(layer: Layer, index: number, input: Shape, data: Shape): Shape {
    try {
      return layer.definition.shape(input, layer.args);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      const where = `in layer ${index + 1} of "${this.toString()}": its input is ${describeShape(input)}`;
      const height = data.length === 3 ? data[1] : '…';
      const remedy = error.remedy?.replace(MIXER_SIZE, MIXER_SIZE.replace('…', String(height)));
      throw shapeError(error.message, [where, ...error.where], remedy);
    }
  }
}

/** Layers in sequence. Networks among them are inserted part by part. */
export function serial(...parts: readonly (Part | Network)[]): Network {
  return new Network(parts.flatMap((part) => (part instanceof Network ? part.parts : [part])));
}

/**
 * A block of layers, repeated with fresh weights each time.
 * @throws UserError `bad-argument` unless `times` is a whole number of at least 1
 */
export function repeat(times: number, ...parts: readonly (Part | Network)[]): Repeat {
  if (!Number.isInteger(times) || times < 1) {
    throw new UserError('bad-argument', `repeat: times must be a whole number of at least 1, not ${times}`);
  }
  return { kind: 'repeat', times, body: serial(...parts).parts };
}

function unroll(parts: readonly Part[]): Layer[] {
  return parts.flatMap((part) => {
    if (part.kind === 'layer') return [part];
    const body = unroll(part.body);
    return Array.from({ length: part.times }, () => body).flat();
  });
}

function countLayers(parts: readonly Part[]): number {
  return parts.reduce((sum, part) => sum + (part.kind === 'layer' ? 1 : part.times * countLayers(part.body)), 0);
}
