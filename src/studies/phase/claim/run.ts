import { comparisonsOf, inWords, type Observed } from '../../../claims/comparisons.ts';
import type { Kind } from '../../../claims/kind.ts';
import { located, placeOf } from '../../../claims/located.ts';
import { type PlannedRun, plannedRunsOf } from '../../../claims/plannedRuns.ts';
import type { ComparedCheck } from '../../../claims/verdict.ts';
import type { Data } from '../../../data/dataset.ts';
import { type Axis, type Point, parseAxis, parsePoint } from '../../../depth/phase/axis.ts';
import { PhaseSubject } from '../../../depth/phase/quantities.ts';
import { UserError } from '../../../errors.ts';
import type { Plan } from '../../../measure/plan/measurementPlan.ts';
import { planMeasurement } from '../../../measure/plan/plan.ts';
import type { Estimate, Measurement } from '../../../results/schema.ts';
import { type SetupOptions, setupOptionNames } from '../../../setup/options.ts';
import { prepare } from '../../../setup/setup.ts';
import { complete } from '../../measure/claim/run.ts';
import { phaseDiagram } from '../run.ts';
import { checkPhase } from './checks.ts';
import type { MeasuredPoint, PhaseClaim } from './resultSchema.ts';
import { type PhaseCheck, type PhaseFile, type PhaseQuantity, phaseFileSchema } from './schema.ts';

/** The diagram of every run is drawn, γ is measured where checks ask for it, and theory answers for the rest. */
export const phase: Kind<PhaseFile, PhaseClaim> = {
  name: 'phase',
  file: phaseFileSchema,
  check: checkPhase,
  async run({ name, file }, host, load, options) {
    const { effort, onStep } = options;
    const subjects: Subject[] = [];
    for (const setting of plannedRunsOf(file, effort)) subjects.push(await subjectOf(setting, name, load));
    const places = measuredPlaces(file, subjects);
    const plans = places.map((place, index) => planAt(place, file.seed + index, name));
    const total = subjects.length + plans.length;
    const diagrams: PhaseClaim['diagrams'] = [];
    for (const [index, { setting, data }] of subjects.entries()) {
      onStep?.({ what: 'diagram', done: index, total });
      const diagram = phaseDiagram(setting.network, data, {
        ...ofTheory(setting.options),
        ...axesOf(file, effort),
        explainOwn: false,
      });
      diagrams.push({ label: setting.label, diagram });
    }
    const measured: MeasuredPoint[] = [];
    for (const [index, { subject, at }] of places.entries()) {
      onStep?.({ what: 'measurement', done: subjects.length + index, total });
      const [measurement] = (await complete([plans[index]], host, options)) ?? [];
      if (!measurement) return undefined;
      measured.push({ label: subject.setting.label, at, point: pointAt(at), measurement });
    }
    const values: PhaseClaim['values'] = [];
    const checks = file.expect.map((check): ComparedCheck => {
      const observed = observedFor(check, subjects, measured, name);
      for (const { label, value, quantities } of observed) {
        values.push({ label, at: value, quantity: check.quantity, ...quantities[check.quantity] });
      }
      return { text: inWords(check), comparisons: comparisonsOf(check, observed) };
    });
    return {
      checks: [...phaseChecks(file, subjects), ...checks],
      found: { kind: 'phase', diagrams, values, measured },
    };
  },
};

/** A run with its data, ready to be asked. */
interface Subject {
  readonly setting: PlannedRun;
  readonly data: Data;
  readonly theory: PhaseSubject;
}

async function subjectOf(setting: PlannedRun, name: string, load: (text: string) => Promise<Data>): Promise<Subject> {
  const { label, network, options } = setting;
  const data = await load(setting.data);
  return {
    setting,
    data,
    theory: naming(placeOf(name, label), () => new PhaseSubject(prepare(network, data, options))),
  };
}

/** A point of a run. */
interface Place {
  readonly subject: Subject;
  /** As the file writes it; null: the network as it is written. */
  readonly at: string | null;
}

function pointAt(at: string | null): Point {
  return at === null ? {} : parsePoint(at);
}

/** The points that a check speaks of, run by run; those of other runs that it names as well. */
function placesOf(check: PhaseCheck, subjects: readonly Subject[]): Place[] {
  const beside = [check.above, check.below].filter((other) => typeof other === 'string');
  const labels = check.of === undefined ? undefined : [check.of, beside].flat();
  const points = check.at === undefined ? [null] : [check.at].flat().map(String);
  return subjects
    .filter(({ setting }) => labels?.includes(setting.label) ?? true)
    .flatMap((subject) => points.map((at) => ({ subject, at })));
}

const MEASURED: ReadonlySet<PhaseQuantity> = new Set(['gamma', 'guessedGamma']);

/** Every point that something is measured at, once. */
function measuredPlaces(file: PhaseFile, subjects: readonly Subject[]): Place[] {
  const all = file.expect
    .filter(({ quantity }) => MEASURED.has(quantity))
    .flatMap((check) => placesOf(check, subjects));
  const same = (a: Place, b: Place) => a.subject === b.subject && a.at === b.at;
  return all.filter((place, index) => all.findIndex((other) => same(place, other)) === index);
}

/** Each with a seed of its own, so that their errors are independent. */
function planAt({ subject, at }: Place, seed: number, name: string): Plan {
  const { depth, sigmaW2, sigmaB2, mean, variance } = pointAt(at);
  const { setting, data, theory } = subject;
  return naming(placeOf(name, setting.label, at), () => {
    if (mean !== undefined || variance !== undefined) {
      const remedy = 'make it a run of its own, with data of that mean and variance';
      throw new UserError('bad-argument', 'a measured point cannot change the data', [], remedy);
    }
    const network = depth === undefined ? theory.setup.network : theory.network.ofDepth(depth);
    const scales = { ...(sigmaW2 !== undefined && { sigmaW2 }), ...(sigmaB2 !== undefined && { sigmaB2 }) };
    return planMeasurement(network, data, { ...setting.options, ...scales, seed });
  });
}

function axesOf({ x, y, ...file }: PhaseFile, effort: 'quick' | 'full'): { x: Axis; y?: Axis } {
  const [across, up] = file[effort].steps ?? [];
  const axis = (text: string, steps: number | undefined): Axis => ({ ...parseAxis(text), ...(steps && { steps }) });
  return { x: axis(x, across), ...(y !== undefined && { y: axis(y, up) }) };
}

/** What a check compares, measured or from theory. */
function observedFor(
  check: PhaseCheck,
  subjects: readonly Subject[],
  measured: readonly MeasuredPoint[],
  name: string,
): Observed<PhaseQuantity>[] {
  const { quantity } = check;
  return placesOf(check, subjects).map(({ subject, at }) => {
    const { label } = subject.setting;
    const found = naming(placeOf(name, label, at), (): Omit<Estimate, 'z'> => {
      if (quantity === 'gamma' || quantity === 'guessedGamma') {
        const { measurement } = measured.find((one) => one.label === label && one.at === at)!;
        const own = quantity === 'gamma' ? measurement.gamma : guessedGamma(measurement);
        return { mean: own.mean, standardError: own.standardError, theory: subject.theory.gamma(pointAt(at)) };
      }
      const { found: mean, closed } = subject.theory.value(quantity, pointAt(at));
      return { mean, standardError: 0, theory: closed };
    });
    return { label, value: at, quantities: { [quantity]: found } as Observed<PhaseQuantity>['quantities'] };
  });
}

/**
 * γ of two classes from their guesses alone: agreement A = ½ + arcsin(c)/π, hence c = −cos πA and γ = c/(1 − c), with the
 * error dγ/dA = π sin(πA)/(1 − c)² times that of A. Docs/theory §0 and §1.
 * @throws UserError for more than two classes
 */
function guessedGamma({ agreement, agreementCounted, classes }: Measurement): { mean: number; standardError: number } {
  if (classes !== 2) throw new UserError('bad-argument', `guessedGamma is that of two classes, not of ${classes}`);
  const { mean, standardError } = agreementCounted ?? agreement;
  const correlation = -Math.cos(Math.PI * mean);
  const slope = (Math.PI * Math.sin(Math.PI * mean)) / (1 - correlation) ** 2;
  return { mean: correlation / (1 - correlation), standardError: slope * standardError };
}

/** Names are equal or not: 0 or 1, of which ½ and more is a difference. */
function phaseChecks({ phases = [] }: PhaseFile, subjects: readonly Subject[]): ComparedCheck[] {
  return phases.map(({ of, at, is }) => {
    const { theory } = subjects.find(({ setting }) => setting.label === of)!;
    const comparisons = [at].flat().map((place) => {
      const found = theory.limit(pointAt(place)).phase;
      const text = `phase of ${of} at ${place} is ${found ?? 'unknown'} against ${is}`;
      return { text, difference: found === is ? 0 : 1, error: 0, least: -0.5, most: 0.5 };
    });
    return { text: `phase of ${of} at ${[at].flat().join('; ')} is ${is}`, comparisons };
  });
}

function naming<T>(place: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw located(place, error);
  }
}

/** The options of a run without those of drawing. */
function ofTheory(options: PlannedRun['options']): SetupOptions {
  return Object.fromEntries(Object.entries(options).filter(([name]) => setupOptionNames.includes(name)));
}
