import type { Data } from '../../data/dataset.ts';
import { UserError } from '../../errors.ts';
import { compile } from '../../program/compile.ts';
import { count, plain } from '../../results/format.ts';
import type { Experiment } from '../../results/schema.ts';
import type { Setup } from '../../setup/setup.ts';
import type { Executor } from '../draw/executor.ts';
import { pairedPoints } from '../draw/featureAgreement.ts';
import type { Assignment, Draw } from './assignment.ts';
import { costsOf } from './costs.ts';
import type { Plan } from './measurementPlan.ts';
import { type Components, componentsOf, varianceOf } from './pointsVariance.ts';
import { MOST_READOUTS, PILOT, pilotDraws } from './readouts.ts';

/** Generated data: points an initialisation, where nothing else is asked for. */
export const DEFAULT_POINTS = 1000;
/** Points of the pilots. */
const PILOT_POINTS = [64, 256] as const;
/** The choice, beside the default. Fewer would say nothing of the fractions, more would only cost memory. */
const CANDIDATES = [64, 128, 256, 512, 1024, 2048, 4096];
/** Points a class, at least: fewer say little of what a network prefers. */
const FEWEST_PER_CLASS = 4;

/** How much is drawn for every initialisation. */
export interface Effort {
  readonly points: number;
  readonly readouts: number;
  /** How many times smaller variance × cost is than with the default number of points; where a pilot chose it. */
  readonly gain?: number;
}

/** @throws UserError `bad-argument` unless every initialisation draws points of its own */
export function checkChoice(data: Data, dataDraw: Experiment['dataDraw']): void {
  if (data.kind === 'dataset') {
    throw new UserError(
      'bad-argument',
      `points "auto" is for generated data; all ${count(data.points)} points of ${data.name} are used unless a number is given`,
      [],
      'leave points out, or give a number',
    );
  }
  if (dataDraw === 'once') {
    throw new UserError(
      'bad-argument',
      'points "auto" weighs points against initialisations, but with the data draw "once" all initialisations share them',
      [],
      'draw the data for each initialisation, or give a number of points',
    );
  }
}

/** By pilots; undefined where the number of points is given, or cannot be chosen. */
export async function chosenEffort(plan: Plan, open: Open): Promise<Effort | undefined> {
  return plan.experiment.points !== 'auto' || whyPointsMatter(plan) ? undefined : chooseEffort(plan, open);
}

/** How the number of points was chosen, where a pilot was asked to choose it. */
export function choiceNotes(plan: Plan, { points, gain }: Effort): string[] {
  if (plan.experiment.points !== 'auto') return [];
  const [some, usual] = [points, DEFAULT_POINTS].map(count);
  if (gain === undefined) {
    return [`${some} points, the default: their number was not chosen, since ${whyPointsMatter(plan)}`];
  }
  if (points === DEFAULT_POINTS) {
    return [
      `${some} points, the default: by a pilot no other number makes variance × cost of agreement, counted in operations, smaller`,
    ];
  }
  const factor = `${plain(gain, 2)} times smaller than with ${usual}`;
  return [
    `${some} points an initialisation, chosen by a pilot: variance × cost of agreement, counted in operations, is ${factor}`,
  ];
}

/** Runs an assignment. */
type Open = (assignment: Assignment) => Executor;

/** Why agreement depends on the number of points, so that it cannot be chosen by its error; undefined where it does not. */
function whyPointsMatter({ setup, assignment }: Plan): string | undefined {
  if (assignment.program.couplesPoints) return 'the network makes what it does with a point depend on the others';
  return setup.steps.notation === 'none' ? undefined : 'preprocessing may take its statistics from the points';
}

/**
 * Points and readouts that make variance × cost of agreement least, by pilots on 64 and on 256 points: the same weights,
 * and the 64 among the 256. Costs are counted in operations, not timed, so that the choice is the same on every machine.
 * Docs/theory §9.
 *
 * @param open what it opens is closed here
 */
async function chooseEffort({ setup, experiment, assignment }: Plan, open: Open): Promise<Effort> {
  const { program } = assignment;
  const readouts = program.readout ? PILOT.readouts : 1;
  const [few, many] = [await pilotOn(PILOT_POINTS[0]), await pilotOn(PILOT_POINTS[1])];
  const components = componentsOf({
    few: few.draws,
    many: many.draws,
    points: PILOT_POINTS,
    classes: program.output.classes,
    readouts,
    exact: few.exact && many.exact,
  });
  return leastEffort(components, setup, experiment);

  async function pilotOn(points: number): Promise<{ draws: readonly Draw[]; exact: boolean }> {
    const at = compile(setup.layers, setup.init, points);
    // Factors of Gram matrices would take other weights for each number of points.
    const executor = open({ ...assignment, program: at, sampler: 'weights', points });
    try {
      const exact = pairedPoints(at, points, costsOf(at, points, 'weights'), readouts) === points;
      const draws = await pilotDraws(executor, readouts);
      return { draws, exact: exact && draws.every(({ agreement }) => agreement !== undefined) };
    } finally {
      await executor.close();
    }
  }
}

/** The choice by the components of the variance. */
export function leastEffort(components: Components, { layers, init }: Setup, experiment: Experiment): Effort {
  const usual = effortAt(DEFAULT_POINTS);
  let best = usual;
  for (const points of CANDIDATES) {
    const { classes } = usual.program.output;
    if (points < Math.min(FEWEST_PER_CLASS * classes, CANDIDATES[CANDIDATES.length - 1])) continue;
    const effort = effortAt(points);
    if (effort.product < best.product) best = effort;
  }
  const gain = best.product > 0 ? usual.product / best.product : 1;
  return { points: best.points, readouts: best.readouts, gain };

  function effortAt(points: number) {
    const program = compile(layers, init, points);
    const costs = costsOf(program, points, experiment.sampler);
    const cost = (copies: number) => costs.hidden + costs.readouts(copies);
    let readouts = experiment.readouts === 'auto' ? 1 : experiment.readouts;
    if (experiment.readouts === 'auto' && program.readout) {
      // Readouts are chosen for counted guesses, which the law of the fractions is known from.
      const counted = (copies: number) => varianceOf(components, points, copies, 0) * cost(copies);
      for (let copies = 2; copies <= MOST_READOUTS; copies *= 2) {
        if (counted(copies) < counted(readouts)) readouts = copies;
      }
    }
    const paired = pairedPoints(program, points, costs, readouts);
    return { points, readouts, program, product: varianceOf(components, points, readouts, paired) * cost(readouts) };
  }
}
