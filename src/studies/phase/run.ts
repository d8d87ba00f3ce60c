import type { Data } from '../../data/dataset.ts';
import { type ChainMaps, exactMaps } from '../../depth/chain.ts';
import { complementOf, gammaOf, type Moments, rootComplement } from '../../depth/moments.ts';
import {
  type Axis,
  checkAxis,
  type Parameter,
  type Point,
  parseAxis,
  parsePoint,
  valuesOf,
} from '../../depth/phase/axis.ts';
import { tabulatedMaps } from '../../depth/phase/chainTable.ts';
import { PhaseNetwork } from '../../depth/phase/phaseNetwork.ts';
import { UserError } from '../../errors.ts';
import type { Unknown } from '../../kernel/state.ts';
import { agreementFit } from '../../laws/agreementFit.ts';
import type { Network } from '../../network/network.ts';
import { checkOptions } from '../../notation/checkOptions.ts';
import { type SetupOptions, setupOptionNames } from '../../setup/options.ts';
import { prepare, type Setup } from '../../setup/setup.ts';
import { version } from '../../version.ts';
import { type Field, lineOf } from './lines.ts';
import { explainPoint, type Surroundings } from './point.ts';
import type { PhaseDiagram } from './schema.ts';
import { phaseSummary } from './summary.ts';

export interface PhaseOptions extends SetupOptions {
  /** "sigmaW2=0.5:4", with a number of steps "sigmaW2=0.5:4:100" and ":log" for a logarithmic axis; or built. */
  readonly x: string | Axis;
  /** Left out: curves over x. */
  readonly y?: string | Axis;
  /** Points to explain, as "sigmaW2=1.5,sigmaB2=0.1". */
  readonly at?: readonly (string | Point)[];
  /** Whether the network as it is written is explained like these, where it is on the diagram; default true. */
  readonly explainOwn?: boolean;
}

/** Steps of axes without their own. */
const STEPS = { x: 60, y: 40, alone: 200 };

/**
 * The phase diagram of a network: γ and the guesses at its output as it is written, and the limit of depth of its
 * repeated block, over ranges of one or two parameters; with the edge of chaos and the lines where γ = 1.
 *
 * The grid comes from interpolated maps (relative error of γ about 1e−8, see `tabulatedMaps`); the edge of chaos and the
 * points in `at` from exact ones. Given data count as their average pair of points. Source: [MF]; docs/theory §4.
 *
 * @throws UserError for any fault in network, data or options, and where theory does not follow the network
 */
export function phaseDiagram(network: Network | string, data: Data | string, options: PhaseOptions): PhaseDiagram {
  checkOptions('phaseDiagram', options ?? null, [...setupOptionNames, 'x', 'y', 'at', 'explainOwn']);
  const began = performance.now();
  const setup = prepare(network, data, options);
  const followed = new PhaseNetwork(setup);
  const [x, y] = axesOf(options, followed);
  const points = (options.at ?? []).map((point) => (typeof point === 'string' ? parsePoint(point, '--at') : point));
  const xs = valuesOf({ ...x, steps: x.steps ?? (y ? STEPS.x : STEPS.alone) });
  const ys = y ? valuesOf({ ...y, steps: y.steps ?? STEPS.y }) : [0];
  const maps = tabulatedMaps;
  const pointAt = (a: number, b: number): Point => ({ [x.parameter]: a, ...(y && { [y.parameter]: b }) });
  const cells = ys.map((b) => xs.map((a) => cellAt(followed, pointAt(a, b), maps)));
  const reason = cells.every((row) => row.every(({ reason }) => reason)) ? cells[0][0].reason : undefined;
  if (reason) throw new UserError('bad-argument', `theory does not follow "${setup.network}": ${reason}`);
  const fields = fieldsOf(followed, cells, pointAt, maps);
  const lines = fields.map((field) => lineOf(field, xs, ys)).filter((line) => line !== undefined);
  const surroundings: Surroundings = { network: followed, classes: setup.output.classes, x, y, maps };
  const own = followed.ownPoint([x.parameter, ...(y ? [y.parameter] : [])]);
  const inside =
    options.explainOwn !== false && own && within(own[x.parameter], xs) && (!y || within(own[y.parameter], ys));
  const sameGuess = agreementFit(setup.output.classes);
  const grid = <T>(value: (cell: Cell) => T) => cells.map((row) => row.map(value));
  const diagram: Omit<PhaseDiagram, 'summary'> = {
    network: setup.network.toString(),
    data: setup.data.name,
    preprocess: setup.steps.notation,
    init: setup.init,
    classes: setup.output.classes,
    block: followed.block ?? null,
    depth: followed.depth ?? null,
    x: { parameter: x.parameter, scale: x.scale, values: xs },
    y: y ? { parameter: y.parameter, scale: y.scale, values: ys } : null,
    gamma: grid(({ moments }) => (moments ? gammaOf(moments) : null)),
    agreement: grid(({ moments }) => (moments ? sameGuess(complementOf(moments)) : null)),
    maxFraction: grid(({ moments }) => (moments ? sameGuess(rootComplement(moments)) : null)),
    limit:
      followed.block === undefined
        ? null
        : {
            gamma: grid(({ limit }) => limit?.gamma ?? null),
            chi1: grid(({ limit }) => limit?.chi1 ?? null),
            phase: grid(({ limit }) => limit?.phase ?? null),
          },
    lines,
    here: inside ? explainPoint(own, surroundings) : null,
    points: points.map((point) => explainPoint(point, surroundings)),
    firstguess: version,
    seconds: (performance.now() - began) / 1000,
    notes: notesOf(setup, followed, cells, x, y),
  };
  return { summary: phaseSummary(diagram), ...diagram };
}

interface Cell {
  readonly moments?: Moments;
  readonly limit?: { readonly gamma: number; readonly chi1: number | undefined; readonly phase: DeepPhaseName };
  readonly reason?: string;
}
type DeepPhaseName = NonNullable<PhaseDiagram['limit']>['phase'][number][number];

function cellAt(network: PhaseNetwork, point: Point, maps: ChainMaps): Cell {
  const moments = network.output(point, maps);
  const limit = network.limit(point, maps);
  return {
    ...('reason' in moments ? { reason: moments.reason } : { moments }),
    ...(limit && !('reason' in limit) && { limit }),
  };
}

/** What vanishes on each of the lines, between −1 and 1 where it can. */
function fieldsOf(
  network: PhaseNetwork,
  cells: readonly (readonly Cell[])[],
  pointAt: (a: number, b: number) => Point,
  maps: ChainMaps,
): Field[] {
  const ofOutput = (moments: Moments | Unknown | undefined) =>
    moments && 'cov' in moments ? (moments.cov - moments.spread) / (moments.cov + moments.spread) : Number.NaN;
  const ofLimit = (limit: { readonly gamma: number } | Unknown | undefined) => {
    if (!limit || 'reason' in limit) return Number.NaN;
    return Number.isFinite(limit.gamma) ? (limit.gamma - 1) / (limit.gamma + 1) : 1;
  };
  const grid = (value: (cell: Cell) => number) => cells.map((row) => row.map(value));
  const output: Field = {
    kind: 'neutral',
    values: grid(({ moments }) => ofOutput(moments)),
    at: (a, b) => ofOutput(network.output(pointAt(a, b), maps)),
  };
  if (network.block === undefined) return [output];
  const edge: Field = {
    kind: 'edge',
    values: grid(({ limit }) => (limit?.chi1 ?? Number.NaN) - 1),
    at: (a, b) => network.edgeExcess(pointAt(a, b), maps),
    ...(!network.pools && { exactly: (a, b) => network.edgeExcess(pointAt(a, b), exactMaps) }),
  };
  const limit: Field = {
    kind: 'neutralLimit',
    values: grid((cell) => ofLimit(cell.limit)),
    at: (a, b) => ofLimit(network.limit(pointAt(a, b), maps)),
  };
  return [edge, output, limit];
}

function axesOf({ x, y }: PhaseOptions, network: PhaseNetwork): [Axis, Axis | undefined] {
  const axis = (given: string | Axis, what: string): Axis => {
    const read = typeof given === 'string' ? parseAxis(given, what) : checkAxis(given, what);
    if (read.parameter === 'depth' && network.depth === undefined) {
      throw new UserError('bad-argument', `${what}: depth needs a repeated block, such as 10*(dense(100), tanh)`);
    }
    if ((read.parameter === 'mean' || read.parameter === 'variance') && !network.generated) {
      const remedy = 'use --data "gaussian(dim=1000)", or preprocess the data instead';
      throw new UserError('bad-argument', `${what}: ${read.parameter} is that of generated data`, [], remedy);
    }
    return read;
  };
  const first = axis(x, '--x');
  const second = y === undefined ? undefined : axis(y, '--y');
  if (second?.parameter === first.parameter) {
    throw new UserError('bad-argument', `--x and --y are both ${first.parameter}`);
  }
  return [first, second];
}

function within(value: number | undefined, values: readonly number[]): boolean {
  return value !== undefined && value >= values[0] && value <= values[values.length - 1];
}

function notesOf(setup: Setup, network: PhaseNetwork, cells: readonly (readonly Cell[])[], x: Axis, y?: Axis) {
  const notes = [...setup.remarks];
  if (setup.data.kind === 'dataset') notes.push(`${setup.data.name} counts as its average pair of points`);
  if (network.block === undefined)
    notes.push('no block is repeated, so there is no limit of depth and no edge of chaos');
  if (cells.some((row) => row.some(({ reason }) => reason))) notes.push('theory leaves the range of numbers in places');
  const still = (axis: Parameter, values: readonly (readonly Cell[])[]) => {
    const constant = values.every((row) => row.every(({ moments }) => moments?.cov === row[0].moments?.cov));
    if (constant && (axis === 'sigmaW2' || axis === 'sigmaB2'))
      notes.push(`nothing depends on ${axis}: perhaps all layers have values of their own`);
  };
  still(x.parameter, cells);
  if (y)
    still(
      y.parameter,
      cells[0].map((_, j) => cells.map((row) => row[j])),
    );
  return notes;
}
