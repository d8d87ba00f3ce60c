import { UserError } from '../../errors.ts';
import type { MeasureOptions } from '../../measure/plan/plan.ts';
import type { Theorist } from '../../measure/theory/theorist.ts';
import { remediesFor } from '../../remedies/remedies.ts';
import { type Effort, efforts, type Goal, type Paste, type Remedy } from '../../remedies/remedy.ts';
import { plural } from '../../results/format.ts';
import { chi1Of, distanceFromEdge } from './edge.ts';
import { biasOf, differenceOf, type Expected, expectationOf, meanOf, pairsOf } from './numbers.ts';
import { helps, ranked } from './ranking.ts';
import type { Advice, Bias, TriedRemedy } from './schema.ts';
import { summaryOf } from './summary.ts';
import type { Drawn, Seen, Subject, Trial } from './trial.ts';
import { isFar, widthNote } from './width.ts';

export interface AdviseOptions extends Pick<MeasureOptions, 'signal' | 'onProgress' | 'theory'> {
  /** What remedies are ranked by: agreement (default), the depth scale of gradients, or the loss at step 0. */
  readonly goal?: Goal;
  /** Whether every initialisation is tried, too. Default false. */
  readonly initSearch?: boolean;
  /** Core-seconds of drawing, default 60: fewer initialisations are drawn where all would take more. */
  readonly maxTime?: number;
  /** Called before something is drawn; `done` of about `total` are. */
  readonly onTrial?: (trial: { readonly name: string; readonly done: number; readonly total: number }) => void;
}

const MAX_TIME = 60;
/** This many clusters make an error that can be trusted. */
const FEWEST_DRAWS = 8;
/** The best remedies, which are tried in pairs as well. */
const PAIRED = 3;
const PAIRS = (PAIRED * (PAIRED - 1)) / 2;

/** Theory of images takes longer than drawing them: this many networks at a time, while others are drawn. */
const THEORY_LANES = 2;

/** A remedy, or two together, as applied to a subject. */
interface Attempt<State> {
  readonly remedies: readonly Remedy[];
  readonly variants: readonly (string | undefined)[];
  readonly where: string;
  readonly state: State;
  readonly trial: Trial;
}

/** A remedy that cannot be tried. */
interface Refusal {
  readonly remedy: Remedy;
  readonly why: string;
}

/**
 * Applies every remedy to a subject, measures all on the same initialisations, and ranks them; the best are tried in pairs.
 * @throws UserError where an abort left fewer than two initialisations of the subject as it is
 */
export async function adviseOn<State>(
  subject: Subject<State>,
  theorist: Theorist | undefined,
  options: AdviseOptions,
): Promise<Advice> {
  const started = performance.now();
  const { signal, goal = 'neutral', initSearch = false, maxTime = MAX_TIME, onTrial } = options;
  const notes: string[] = [];
  const remedies = remediesFor(goal, initSearch);
  const { attempts, refusals } = await attemptsOn(subject, remedies);
  const base = await subject.trial(subject.state);
  const draws = affordable(subject, [base, ...attempts.map(({ trial }) => trial)], maxTime, notes);
  const total = 1 + attempts.length + (attempts.length > 1 ? PAIRS : 0);
  let done = 0;
  const theoryOf = inLanes(THEORY_LANES, (trial: Trial) =>
    expectationOf(trial, subject.points, { theorist, ...options }),
  );
  const expectations = new Map([base, ...attempts.map(({ trial }) => trial)].map((trial) => [trial, theoryOf(trial)]));
  const run = async (name: string, trial: Trial): Promise<Outcome> => {
    onTrial?.({ name, done: done++, total });
    const expected = expectations.get(trial) ?? theoryOf(trial);
    const drawn = await trial.draw(draws, options);
    return { drawn, expected: await expected, chi1: goal === 'edge-of-chaos' ? chi1Of(trial) : null };
  };
  const whole = await run('as it is', base);
  if (whole.drawn.size < 2) throw new UserError('bad-argument', 'interrupted before two initialisations were drawn');
  const before = biasOf(whole.drawn, whole.expected, numberIn(whole.chi1));
  const measured: Measured<State>[] = [];
  const tryOut = async (attempt: Attempt<State>) => {
    if (signal?.aborted) return;
    try {
      const outcome = await run(titleOf(attempt), attempt.trial);
      if (outcome.drawn.size < 2) return;
      measured.push({ ...attempt, result: resultOf(attempt, outcome, whole, subject, goal) });
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      // Interrupted, or it does not run.
      if (!signal?.aborted) notes.push(`${titleOf(attempt)} could not be measured: ${error.message}`);
    }
  };
  for (const attempt of attempts) await tryOut(attempt);
  for (const pair of await pairsAmong(subject, measured, remedies, goal)) await tryOut(pair);
  const results = measured.map(({ result }) => result);
  const order = ranked(results, goal);
  const asItIs = { title: 'as it is', agreement: before.agreement };
  const far = [{ trial: base, result: asItIs }, ...measured].filter(({ result }) => isFar(result.agreement));
  for (const { trial, result } of far) {
    notes.push(await widthNote(trial, result.title, result.agreement!, draws, { theorist, signal }));
  }
  const advice = {
    status: signal?.aborted ? ('interrupted' as const) : ('complete' as const),
    subject: subject.name,
    data: subject.experiment.data,
    goal,
    initSearch,
    priors: subject.priors ? Array.from(subject.priors) : null,
    classes: subject.classes,
    leastLoss: subject.leastLoss,
    logClasses: Math.log(subject.classes),
    points: subject.points,
    initialisations: whole.drawn.size,
    before,
    remedies: [...order, ...refusals.map(refused)],
    best: order.find((remedy) => helps(remedy, goal))?.name ?? null,
    notes: [...notes, ...theoryNote(whole.expected), ...edgeNote(whole.chi1)],
    experiment: subject.experiment,
    seconds: (performance.now() - started) / 1000,
  };
  return { summary: summaryOf(advice), ...advice };
}

/** A task that is done for at most so many at a time, in the order in which they come. */
function inLanes<Input, Output>(count: number, task: (input: Input) => Promise<Output>) {
  const lanes = Array.from({ length: count }, () => Promise.resolve());
  let next = 0;
  return (input: Input): Promise<Output> => {
    const lane = next++ % count;
    const output = lanes[lane].then(() => task(input));
    // Where nobody waits for it any more its failure is no one's.
    lanes[lane] = output.then(
      () => undefined,
      () => undefined,
    );
    return output;
  };
}

interface Outcome {
  readonly drawn: Drawn;
  readonly expected: Expected;
  /** Null where it is not asked for. */
  readonly chi1: ReturnType<typeof chi1Of> | null;
}

interface Measured<State> extends Attempt<State> {
  readonly result: TriedRemedy;
}

/** Every way to apply every remedy, and the reasons where there is none. */
async function attemptsOn<State>(
  subject: Subject<State>,
  remedies: readonly Remedy[],
): Promise<{ attempts: Attempt<State>[]; refusals: Refusal[] }> {
  const attempts: Attempt<State>[] = [];
  const refusals: Refusal[] = [];
  for (const remedy of remedies) {
    try {
      const found = await subject.apply(remedy, subject.state);
      if (typeof found === 'string') refusals.push({ remedy, why: found });
      else {
        for (const { variant, where, state } of found) {
          const trial = await subject.trial(state);
          attempts.push({ remedies: [remedy], variants: [variant], where, state, trial });
        }
      }
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      refusals.push({ remedy, why: error.message });
    }
  }
  return { attempts, refusals };
}

/** How many initialisations fit into the time. */
function affordable<State>(
  { experiment: { initialisations } }: Subject<State>,
  trials: readonly Trial[],
  maxTime: number,
  notes: string[],
): number {
  const mean = trials.reduce((sum, { secondsOfDraw }) => sum + secondsOfDraw, 0) / trials.length;
  const draws = Math.floor(maxTime / (mean * (trials.length + PAIRS)));
  if (draws >= initialisations) return initialisations;
  const fewer = Math.min(initialisations, Math.max(FEWEST_DRAWS, draws));
  notes.push(
    `${fewer} of ${plural(initialisations, 'initialisation')} were drawn of each, to keep to ${maxTime} core-seconds (--max-time)`,
  );
  return fewer;
}

/** The best remedies two by two, where they can be applied together. */
async function pairsAmong<State>(
  subject: Subject<State>,
  measured: readonly Measured<State>[],
  remedies: readonly Remedy[],
  goal: Goal,
): Promise<Attempt<State>[]> {
  const order = ranked(
    measured.map(({ result }) => result),
    goal,
  ).filter((remedy) => helps(remedy, goal));
  const distinct = order.filter(({ name }, i) => order.findIndex((other) => other.name === name) === i);
  const best = distinct.slice(0, PAIRED).map((result) => measured.find((one) => one.result === result)!);
  const place = ({ remedies: [remedy] }: Attempt<State>) => remedies.indexOf(remedy);
  const wanted = best.flatMap((one, i) => best.slice(i + 1).map((other) => [one, other] as const));
  const pairs: Attempt<State>[] = [];
  for (const two of [...wanted, ...companions(measured, wanted)]) {
    // Edits of models follow the order of the list.
    const [first, second] = two.toSorted((a, b) => place(a) - place(b));
    const pair = await together(subject, first, second);
    if (pair) pairs.push(pair);
  }
  return pairs;
}

type Two<State> = readonly [Measured<State>, Measured<State>];

/** Remedies that take effect beside others, with these, where they are not tried together already. */
function companions<State>(measured: readonly Measured<State>[], wanted: readonly Two<State>[]): Two<State>[] {
  return measured.flatMap((one): Two<State>[] => {
    const other = measured.find(({ result }) => result.name === one.remedies[0].beside);
    const isWanted = wanted.some((two) => two.includes(one) && two.some((each) => each === other));
    return other && !isWanted ? [[one, other]] : [];
  });
}

async function together<State>(
  subject: Subject<State>,
  first: Attempt<State>,
  second: Attempt<State>,
): Promise<Attempt<State> | undefined> {
  try {
    const [remedy] = second.remedies;
    const found = await subject.apply(remedy, first.state);
    if (typeof found === 'string') return undefined;
    const same = found.find(({ variant }) => variant === second.variants[0]);
    if (!same) return undefined;
    return {
      remedies: [...first.remedies, remedy],
      variants: [...first.variants, same.variant],
      where: `${first.where}; ${same.where}`,
      state: same.state,
      trial: await subject.trial(same.state),
    };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return undefined;
  }
}

function resultOf<State>(
  attempt: Attempt<State>,
  { drawn, expected, chi1 }: Outcome,
  before: Outcome,
  { classes, leastLoss }: Subject<State>,
  goal: Goal,
): TriedRemedy {
  const { network, preprocess, init, command, heldOut = null } = attempt.trial;
  const quantity = (seen: Seen) => (goal === 'loss' ? (seen.loss ?? Number.NaN) : seen.agreement);
  const fair = goal === 'loss' ? leastLoss : 1 / classes;
  const difference = differenceOf(drawn, before.drawn, quantity);
  const above = meanOf(pairsOf(drawn, before.drawn).map(([, without]) => quantity(without))).mean - fair;
  const share = above > 0 ? -difference.mean / above : Number.NaN;
  const removed = goal === 'edge-of-chaos' ? shareOfDistance(numberIn(chi1), numberIn(before.chi1)) : share;
  return {
    ...named(attempt),
    applies: true,
    why: null,
    ...{ network, preprocess, init, command },
    ...(biasOf(drawn, expected, numberIn(chi1)) satisfies Bias),
    heldOut,
    difference: Number.isFinite(difference.mean) ? difference : null,
    removed: Number.isFinite(removed) ? removed : null,
  };
}

function numberIn(chi1: Outcome['chi1']): number | null {
  return typeof chi1 === 'number' ? chi1 : null;
}

/** Of |ln χ₁|. */
function shareOfDistance(chi1: number | null, before: number | null): number {
  if (chi1 === null || before === null) return Number.NaN;
  return 1 - distanceFromEdge(chi1) / distanceFromEdge(before);
}

function named<State>(attempt: Attempt<State>) {
  const { remedies, variants, where } = attempt;
  const order = (effort: Effort) => efforts.indexOf(effort);
  const [most] = remedies.map(({ effort }) => effort).toSorted((a, b) => order(b) - order(a));
  const pastes = remedies.map((remedy, i) => remedy.paste(variants[i]));
  const joined = (framework: keyof Paste) => pastes.map((paste) => paste[framework]).join('\n');
  return {
    name: remedies.map(({ name }) => name).join(' + '),
    title: titleOf(attempt),
    variant: variants.some((variant) => variant !== undefined) ? variants.map((one) => one ?? '–').join(' + ') : null,
    where,
    effort: most,
    paste: { pytorch: joined('pytorch'), keras: joined('keras'), flax: joined('flax') },
    experiments: [...new Set(remedies.flatMap(({ experiments }) => experiments))],
  };
}

/** "tanh activation + batchNorm after". */
function titleOf<State>({ remedies, variants }: Attempt<State>): string {
  return remedies.map((remedy, i) => remedy.title(variants[i])).join(' + ');
}

function refused({ remedy, why }: Refusal): TriedRemedy {
  const { name, effort, experiments } = remedy;
  return {
    ...{ name, title: name.replaceAll('-', ' '), effort, why, experiments: [...experiments] },
    applies: false,
    ...{ variant: null, where: null, network: null, preprocess: null, init: null, command: null },
    ...{ agreement: null, maxFraction: null, loss: null, chi1: null },
    ...{ difference: null, heldOut: null, removed: null, paste: null },
  };
}

/** Why theory does not stand beside the network as it is. */
function theoryNote(expected: Expected): string[] {
  if ('reason' in expected) return [`theory: ${expected.reason}`];
  return expected.agreement === null ? [...expected.notes] : [];
}

/** Why the goal cannot be told. */
function edgeNote(chi1: Outcome['chi1']): string[] {
  return chi1 !== null && typeof chi1 === 'object'
    ? [`its χ₁ is not known, so that nothing is ranked by it: ${chi1.reason}`]
    : [];
}
