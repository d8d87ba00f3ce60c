import { planAudit, readyAudit } from '../../audit/prepareAudit.ts';
import { runAudit } from '../../audit/runAudit.ts';
import type { Runtime } from '../../audit/runtime.ts';
import type { Data } from '../../data/dataset.ts';
import type { Preprocess } from '../../data/preprocess.ts';
import { UserError } from '../../errors.ts';
import { nodeHost } from '../../hosts/node/host.ts';
import { runMeasurement } from '../../measure/measure.ts';
import { type MeasureOptions, planMeasurement } from '../../measure/plan/plan.ts';
import type { Network } from '../../network/network.ts';
import type { Audit } from '../../results/auditSchema.ts';
import { plain } from '../../results/format.ts';
import type { Measurement } from '../../results/schema.ts';
import { flagOf, type OptionsOf } from '../../setup/option.ts';
import { auditedFile, auditHost, initFrom } from '../audit/nodeRun.ts';
import { type BoundName, type Bounds, bounded, boundNames } from './bounds.ts';
import { type drawnOptions, modelOptions, networkOptions } from './study.ts';

/** A network or a model, its data, and the bounds that it must keep. */
export interface CheckedStart extends Bounds, Options {
  /** For reports; the path of the model or the network unless given. */
  readonly name?: string;
  /** Path of an ONNX file. */
  readonly model?: string;
  readonly network?: Network | string;
  /** Data or their notation; digits unless given. */
  readonly data?: Data | string;
}

type Options = Omit<OptionsOf<typeof drawnOptions & typeof networkOptions & typeof modelOptions>, 'preprocess'> & {
  readonly preprocess?: string | Preprocess;
};

/** How it is run, which changes no number. */
type Watch = Pick<MeasureOptions, 'workers' | 'signal' | 'onProgress'>;

/** A check before anything is drawn. */
export interface PlannedCheck {
  readonly name: string;
  readonly classes: number;
  readonly bounds: readonly (readonly [BoundName, number])[];
  /** Where a file lists it: "firstguess.yaml:3:5". */
  readonly place?: string;
  run(watch: Watch): Promise<Measurement | Audit>;
}

/**
 * Checks all that can be checked before anything is drawn.
 * @param data reads the data
 * @param runtime where models are looked at
 * @throws UserError for faults in model, network, data and options, and for bounds that are missing or out of range
 */
export async function planCheck(
  start: CheckedStart,
  data: () => Promise<Data>,
  runtime: Runtime,
): Promise<PlannedCheck> {
  const { name, model, network } = start;
  if (model !== undefined && network !== undefined) {
    const remedy = 'leave one of them out; --config checks several by one command';
    throw new UserError('bad-argument', 'check takes an ONNX model or --network, not both', [], remedy);
  }
  if (model !== undefined) return { name: name ?? model, ...(await planModel(model, start, data, runtime)) };
  if (network !== undefined) return { name: name ?? String(network), ...(await planNetwork(network, start, data)) };
  const remedy = 'for instance firstguess check model.onnx --data x.npy --max-agreement 0.2';
  throw new UserError('bad-argument', 'check needs an ONNX model or --network', [], remedy);
}

/** As an audit has it. */
const INITIALISATIONS = 100;

async function planNetwork(
  network: Network | string,
  start: CheckedStart,
  data: () => Promise<Data>,
): Promise<Omit<PlannedCheck, 'name'>> {
  refuse(start, modelOptions, 'ONNX models, but a network is given');
  const { preprocess, points, seed, batchNorm, init, law, sigmaW2, sigmaB2, ties, inits = INITIALISATIONS } = start;
  const options = { preprocess, points, seed, batchNorm, init, law, sigmaW2, sigmaB2, ties, inits };
  const plan = planMeasurement(network, await data(), options);
  const { classes, logits } = plan.setup.output;
  return {
    classes,
    bounds: boundsOf(start, classes, logits),
    run: async (watch) => runMeasurement(plan, await nodeHost(), { ...watch, theory: false }),
  };
}

async function planModel(
  path: string,
  start: CheckedStart,
  data: () => Promise<Data>,
  runtime: Runtime,
): Promise<Omit<PlannedCheck, 'name'>> {
  refuse(start, networkOptions, 'networks in the notation, but an ONNX model is given');
  const planned = await planAudit(auditedFile(path), { ...start, init: initFrom(start.init) }, runtime);
  const ready = await readyAudit(planned, await data(), { ...start, init: undefined }, runtime);
  const { classes, logits, places } = ready.prepared.assignment.scores;
  return {
    classes,
    bounds: boundsOf(start, classes, logits && places === 1),
    run: async (watch) =>
      runAudit(ready, await auditHost(runtime), { ...watch, theory: false, maxTime: start.maxTime }),
  };
}

/** @throws UserError `bad-argument` for options that belong to the other kind of start */
function refuse(start: CheckedStart, options: Readonly<Record<string, unknown>>, kind: string): void {
  const stray = Object.keys(options).find((name) => start[name as keyof CheckedStart] !== undefined);
  if (stray === undefined) return;
  throw new UserError('bad-argument', `${flagOf(stray)} is for ${kind}`, [], `leave ${flagOf(stray)} out`);
}

/**
 * The bounds that are given, fitted to K classes.
 * @throws UserError `bad-argument` without any, for those that nothing or everything keeps, and for a loss of what are no logits
 */
function boundsOf(start: CheckedStart, classes: number, logits: boolean): PlannedCheck['bounds'] {
  const given = boundNames.flatMap((name) => {
    const bound = start[name];
    return bound === undefined ? [] : [[name, bound] as const];
  });
  if (given.length === 0) {
    const all = boundNames.map(exampleOf(classes)).join(' ');
    const remedy = `for ${classes} classes sensible ones are ${all}`;
    throw new UserError('bad-argument', 'check needs at least one bound', [], remedy);
  }
  for (const [name, bound] of given) {
    const [least, most] = bounded[name].range(classes);
    if (!(bound >= least && bound <= most)) throw outOfRange(name, bound, classes);
    if (name === 'maxLossOverLnK' && !logits) {
      const message = `${flagOf(name)} needs logits, but the guesses are not read from one logit a class`;
      throw new UserError('bad-argument', message, [], 'bound the agreement or the fraction instead');
    }
  }
  return given;
}

function exampleOf(classes: number): (name: BoundName) => string {
  return (name) => `${flagOf(name)} ${plain(bounded[name].sensible(classes), 2)}`;
}

function outOfRange(name: BoundName, bound: number, classes: number): UserError {
  const [least, most] = bounded[name].range(classes);
  const to = Number.isFinite(most) ? `from 1/${classes} = ${plain(least)} to ${most}` : `at least ${least}`;
  const message = `${flagOf(name)} must be ${to} for ${classes} classes, not ${bound}`;
  const why = bound < least ? 'no network stays below that' : 'every network stays below that';
  return new UserError('bad-argument', message, [], `${why}; for instance ${exampleOf(classes)(name)}`);
}
