import { unequalBias } from '../network/output.ts';
import { compile } from '../program/compile.ts';
import type { Measurement } from '../results/schema.ts';
import type { BlockPlan, BlockStore } from './blocks.ts';
import type { Executor } from './draw/executor.ts';
import { drawAll, progressOf } from './drawAll.ts';
import type { Assignment } from './plan/assignment.ts';
import { type Costs, costsOf } from './plan/costs.ts';
import type { Plan } from './plan/measurementPlan.ts';
import type { MeasureOptions } from './plan/plan.ts';
import { choiceNotes, chosenEffort, type Effort } from './plan/points.ts';
import { chooseReadouts, PILOT, pilotDraws } from './plan/readouts.ts';
import { atActualWidths } from './tally/actualWidths.ts';
import { measurementOf } from './tally/measurement.ts';
import { Tally } from './tally/tally.ts';
import { theoryBeside } from './theory/beside.ts';
import type { Theorist } from './theory/theorist.ts';

/** What a host (Node, a browser) lends to a measurement. */
export interface Host {
  executor(assignment: Assignment, workers: number | undefined): Executor;
  /** Where blocks are kept; also remembers the numbers of points and readouts chosen. */
  store?: MeasurementStore;
  provenance(workers: number): Measurement['provenance'];
  /** Where theory is computed; without one, on the calling thread. */
  readonly theorist?: Theorist;
  /** What is to be said of where the networks run, such as a device that was asked for and is not there. */
  readonly notes?: readonly string[];
}

export interface MeasurementStore extends BlockStore {
  /** Of the run being resumed. */
  readonly effort?: Effort;
  /** How the run being resumed was cut into blocks. */
  readonly blockPlan?: BlockPlan;
  /** Called once before the first block is written. */
  begin(plan: BlockPlan, effort: Effort): Promise<void>;
}

/** Layers are traced on this many initialisations: enough for an error bar, and cheap beside the rest. */
const TRACED = 32;

/** Runs a plan on a host and compares what comes out with theory. */
export async function runMeasurement(plan: Plan, host: Host, options: MeasureOptions): Promise<Measurement> {
  const [measurement] = await runTogether([plan], host, options);
  return measurement;
}

/**
 * Runs plans that share hidden layers in one pass.
 * @param plans a group of `groupsThatShare`: the longest, and those whose hidden layers are its first
 * @returns their measurements, in the order of the plans
 */
export async function runTogether(plans: readonly Plan[], host: Host, options: MeasureOptions): Promise<Measurement[]> {
  const started = performance.now();
  const open = (assignment: Assignment) => host.executor(assignment, options.workers);
  const chosen = host.store?.effort ?? (await chosenEffort(plans[0], open));
  const [plan, ...shorter] = chosen ? plans.map((each) => withPoints(each, chosen.points)) : plans;
  const { assignment } = plan;
  const { points, program, sampler } = assignment;
  const executor = open({ ...assignment, shorter: shorter.map((each) => each.assignment.program) });
  try {
    const costs = costsOf(program, points, sampler);
    const effort = chosen ?? { points, readouts: await readoutsOf(plan, costs, executor) };
    const { readouts } = effort;
    const blocks = blockPlan(plan, costs, readouts);
    await host.store?.begin(blocks, effort);
    const tallies = [plan, ...shorter].map(
      ({ assignment: { program, truth } }) => new Tally(program.output.classes, points, readouts, truth),
    );
    const secondsOfDraw = (costs.hidden + costs.readouts(readouts)) / OPERATIONS_PER_SECOND;
    const { complete, engines } = await drawAll(
      { blocks, secondsOfDraw, untilSe: plan.experiment.untilSe, executor, store: host.store, tallies },
      options,
    );
    const [tally] = tallies;
    const beside = theoryBeside(host.theorist, options, (progress) => {
      options.onProgress?.({ ...progressOf(tally, blocks, started), stage: 'theory', ...progress });
    });
    const measurements: Measurement[] = [];
    for (const [index, each] of [plan, ...shorter].entries()) {
      const { theory, interrupted } = await beside.expectation(each.setup, points, tally.draws * secondsOfDraw);
      const measurement = await measurementOf({
        experiment: each.experiment,
        isShifted: unequalBias(each.setup.output) !== undefined,
        tally: tallies[index],
        theory,
        atWidths: (untilSe) => atActualWidths(each.setup, untilSe, beside.finiteOn),
        status: complete && !interrupted ? 'complete' : 'interrupted',
        engines,
        readout: each.setup.output.readout,
        layerDraws: Math.min(TRACED, tally.draws),
        gramLayers: costsOf(each.assignment.program, points, sampler).gramLayers(readouts),
        provenance: host.provenance(executor.workers),
        seconds: (performance.now() - started) / 1000,
        notes: [...choiceNotes(plan, effort), ...(host.notes ?? [])],
      });
      measurements.push(measurement);
    }
    return measurements;
  } finally {
    await executor.close();
  }
}

function withPoints(plan: Plan, points: number): Plan {
  const { setup, assignment } = plan;
  return { ...plan, assignment: { ...assignment, points, program: compile(setup.layers, setup.init, points) } };
}

/**
 * Hidden layers that cost less than this share of a readout are drawn anew for each: more readouts on one draw save at most
 * this share of the time, and the pilot that would choose them costs 128 readouts.
 */
const WORTH_REUSING = 0.05;

async function readoutsOf({ experiment, assignment }: Plan, costs: Costs, executor: Executor): Promise<number> {
  const { program, points } = assignment;
  if (experiment.readouts !== 'auto') return experiment.readouts;
  if (!program.readout || costs.hidden < WORTH_REUSING * costs.readouts(1)) return 1;
  return chooseReadouts(await pilotDraws(executor, PILOT.readouts), program, points, costs);
}

/** Of matrix products, on one core. */
const OPERATIONS_PER_SECOND = 4e10;

/** Blocks of about half a second, at least 16 of them, so that little is lost and all workers stay busy. */
function blockPlan({ experiment: { initialisations } }: Plan, costs: Costs, readouts: number): BlockPlan {
  const operations = costs.hidden + costs.readouts(readouts);
  const wanted = Math.min((0.5 * OPERATIONS_PER_SECOND) / operations, 256, initialisations / 16);
  return { initialisations, readouts, size: Math.max(1, Math.floor(wanted)), tracedBelow: TRACED };
}
