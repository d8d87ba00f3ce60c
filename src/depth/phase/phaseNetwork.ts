import { type PairMoments, pairMoments } from '../../data/pairMoments.ts';
import { UserError } from '../../errors.ts';
import { PairState } from '../../kernel/pair/pairState.ts';
import { isUnknown, type Unknown } from '../../kernel/state.ts';
import { commonScales, type Initialisation } from '../../network/init.ts';
import { activationOf, type Layer, type Part, type PlacedLayer, type Repeat } from '../../network/layer.ts';
import { some } from '../../network/layers/blocks/inside.ts';
import { Network } from '../../network/network.ts';
import { formatNetwork } from '../../network/notation/format.ts';
import { outputOf } from '../../network/output.ts';
import { propagate } from '../../network/propagate.ts';
import type { Setup } from '../../setup/setup.ts';
import { modeOf, traceOf } from '../../trace/trace.ts';
import type { ChainMaps } from '../chain.ts';
import { ChainState } from '../chainState.ts';
import { longestRepeat } from '../critical.ts';
import { type Block, type BlockLimit, edgeExcess, limitOf, settledShape } from '../limit.ts';
import type { Moments } from '../moments.ts';
import type { Parameter, Point } from './axis.ts';

/** A network that is asked for its γ and its limit of depth at many points of a phase diagram. */
export class PhaseNetwork {
  /** The repeated block whose limit is taken, the longest of them, in the notation; undefined where nothing repeats. */
  readonly block: string | undefined;
  private readonly repeat: Repeat | undefined;
  private readonly before: readonly PlacedLayer[] = [];
  private readonly inside: readonly PlacedLayer[] = [];
  private readonly byDepth = new Map<number, readonly PlacedLayer[]>();
  private readonly data: PairState;

  /** @throws UserError where theory does not follow the network by one pair of points */
  constructor(private readonly setup: Setup) {
    const { network, shape } = setup;
    if (modeOf(setup) === 'spatial') {
      const remedy = '`firstguess predict` with --sigma-w2 and --sigma-b2 answers for one point at a time';
      throw new UserError(
        'bad-argument',
        'a phase diagram cannot look at the positions of images: too slow',
        [],
        remedy,
      );
    }
    this.data = pairOf(setup);
    this.repeat = longestRepeat(network.parts);
    if (this.repeat) {
      const { body } = this.repeat;
      const start = network.parts.indexOf(this.repeat);
      this.before = start === 0 ? [] : new Network(network.parts.slice(0, start)).place(shape);
      const entry = settledShape(body, this.before.at(-1)?.output ?? shape);
      if (entry) {
        this.inside = ready(new Network(body).place(entry));
        this.block = formatNetwork(body);
      }
    }
    this.byDepth.set(this.repeat?.times ?? 1, decisive(setup.layers));
  }

  /** The layers of the block. */
  get body(): readonly Part[] {
    return this.repeat?.body ?? [];
  }

  /** How often the block is repeated as the network is written. */
  get depth(): number | undefined {
    return this.repeat?.times;
  }

  /** Whether axes of the data make sense: the entries of generated points. */
  get generated(): boolean {
    return this.setup.data.kind === 'generator';
  }

  /** Whether a layer takes integrals over several units, as max-pools do, so that exact maps take milliseconds. */
  get pools(): boolean {
    return some(
      this.setup.network.parts,
      ({ definition }) => definition.family === 'layer' && definition.theory === 'quadrature',
    );
  }

  /** Values of parameters as the network, the data and the options have them; undefined where layers differ. */
  ownPoint(names: readonly Parameter[]): Point | undefined {
    const common = commonScales(this.setup.init);
    const { law } = this.data;
    const entries = law.kind === 'entries' ? law : undefined;
    const own = {
      sigmaW2: common.sigmaW2,
      sigmaB2: common.sigmaB2,
      depth: this.depth,
      mean: entries?.mean,
      variance: entries?.variance,
    };
    if (names.some((name) => own[name] === undefined)) return undefined;
    return Object.fromEntries(names.map((name) => [name, own[name]]));
  }

  /** Moments of two outputs at a point, by the network as it is written, or why theory has none. */
  output(point: Point, maps: ChainMaps): Moments | Unknown {
    const layers = this.placed(point.depth ?? this.repeat?.times ?? 1);
    const after = stateAfter(layers, this.start(point, maps), this.weights(point));
    return isUnknown(after) ? after : after.known();
  }

  /** The limit of depth at a point; undefined without a block that keeps its shape. */
  limit(point: Point, maps: ChainMaps): BlockLimit | Unknown | undefined {
    return this.block === undefined ? undefined : this.atBlock(point, maps, limitOf);
  }

  /** χ₁ − 1, or what stands for it where networks fade: 0 at the edge of chaos; NaN where there is none. */
  edgeExcess(point: Point, maps: ChainMaps): number {
    const excess = this.atBlock(point, maps, edgeExcess);
    return typeof excess === 'number' ? excess : Number.NaN;
  }

  private atBlock<T>(point: Point, maps: ChainMaps, of: (block: Block, start: ChainState) => T): T | Unknown {
    const init = this.weights(point);
    const entry = stateAfter(this.before, this.start(point, maps), init);
    return isUnknown(entry) ? entry : of({ layers: this.inside, init, maps }, entry);
  }

  /** The network with its block repeated this many times. */
  ofDepth(depth: number): Network {
    const { parts } = this.setup.network;
    return new Network(parts.map((part) => (part === this.repeat ? { ...this.repeat, times: depth } : part)));
  }

  private start({ mean, variance }: Point, maps: ChainMaps): ChainState {
    const { law } = this.data;
    if (law.kind !== 'entries' || (mean === undefined && variance === undefined)) return ChainState.of(this.data, maps);
    return ChainState.of(PairState.fromEntries(mean ?? law.mean, variance ?? law.variance), maps);
  }

  private weights({ sigmaW2, sigmaB2 }: Point): Initialisation {
    const { init } = this.setup;
    return { ...init, ...(sigmaW2 !== undefined && { sigmaW2 }), ...(sigmaB2 !== undefined && { sigmaB2 }) };
  }

  private placed(depth: number): readonly PlacedLayer[] {
    let layers = this.byDepth.get(depth);
    if (!layers) {
      layers = decisive(this.ofDepth(depth).place(this.setup.shape));
      this.byDepth.set(depth, layers);
    }
    return layers;
  }
}

/** Layers up to the outputs that are compared. @throws UserError where these do not come from a dense layer */
function decisive(layers: readonly PlacedLayer[]): readonly PlacedLayer[] {
  const { readout, decision } = outputOf(layers);
  if (readout !== decision) {
    throw new UserError(
      'bad-argument',
      'a phase diagram needs Gaussian outputs, but these do not come from a dense layer',
    );
  }
  return ready(layers.slice(0, decision + 1));
}

/** Layers whose activations are made once instead of at each of the points. */
function ready(layers: readonly PlacedLayer[]): PlacedLayer[] {
  const made = new Map<Layer, Layer>();
  return layers.map((placed) => {
    const { layer } = placed;
    const phi = activationOf(layer);
    if (!phi) return placed;
    let same = made.get(layer);
    if (!same) {
      same = { ...layer, definition: { ...layer.definition, kernel: (state) => state.activate(phi) } };
      made.set(layer, same);
    }
    return { ...placed, layer: same };
  });
}

/** Data as one pair of points: as theory has it of generated data, and the average pair of given ones. */
function pairOf(setup: Setup): PairState {
  const { data } = setup;
  if (data.kind === 'dataset') {
    const { cov, spread }: PairMoments = pairMoments(data);
    return PairState.gaussian(cov, spread);
  }
  const { start } = traceOf(setup, null);
  if (isUnknown(start)) throw new UserError('bad-argument', `a phase diagram cannot be drawn: ${start.reason}`);
  return start as PairState;
}

function stateAfter(layers: readonly PlacedLayer[], start: ChainState, init: Initialisation): ChainState | Unknown {
  return layers.length === 0 ? start : propagate(layers, start, { init, points: null }).at(-1)!.after;
}
