import { UserError } from '../../errors.ts';
import type { MeasureOptions } from '../../measure/plan/plan.ts';
import type { Audit } from '../../results/auditSchema.ts';
import { LEFT_OUT } from '../../results/finding.ts';
import type { Measurement } from '../../results/schema.ts';
import { version } from '../../version.ts';
import { bounded } from './bounds.ts';
import { isFailure } from './junit.ts';
import type { PlannedCheck } from './planCheck.ts';
import type { Checked, CheckedSubject, CheckResult } from './schema.ts';
import { initialisationsToDecide, verdictOf } from './verdict.ts';
import { nextAfter, summaryOf } from './words.ts';

/** A subject with its verdicts. */
interface Judged {
  readonly subject: CheckedSubject;
  readonly checks: readonly Checked[];
  readonly isComplete: boolean;
}

export interface RunOptions extends Pick<MeasureOptions, 'workers' | 'signal' | 'onProgress'> {
  /** Whether all bounds must be shown to be kept; default: none may be shown to be broken. */
  readonly strict?: boolean;
  /** Called before each check is run. */
  readonly onCheck?: (check: { readonly name: string; readonly done: number; readonly total: number }) => void;
}

/**
 * Runs checks one after the other; ends early when interrupted, with verdicts on what was drawn until then.
 * @throws UserError `bad-argument` for two checks of one name
 */
export async function runChecks(planned: readonly PlannedCheck[], options: RunOptions): Promise<CheckResult> {
  const { strict = false, onCheck, ...watch } = options;
  const names = planned.map(({ name }) => name);
  const twice = planned.find(({ name }, at) => names.indexOf(name) < at);
  if (twice) {
    const where = twice.place === undefined ? [] : [twice.place];
    const remedy = 'give one of them a name of its own: name';
    throw new UserError('bad-argument', `two checks are called ${twice.name}`, where, remedy);
  }
  const started = performance.now();
  const all: Judged[] = [];
  for (const [done, each] of planned.entries()) {
    onCheck?.({ name: each.name, done, total: planned.length });
    try {
      all.push(judged(each, await each.run(watch)));
    } catch (error) {
      // Too few draws for a verdict are not a mistake of someone who interrupted them.
      if (!options.signal?.aborted || !(error instanceof UserError)) throw error;
    }
    if (options.signal?.aborted) break;
  }
  const checks = all.flatMap((each) => each.checks);
  const isComplete = all.length === planned.length && all.every((each) => each.isComplete);
  return {
    passed: isComplete && !checks.some((checked) => isFailure(checked, { strict })),
    strict,
    status: isComplete ? 'complete' : 'interrupted',
    checks,
    subjects: all.map(({ subject }) => subject),
    firstguess: version,
    seconds: (performance.now() - started) / 1000,
  };
}

function judged({ name: subject, bounds, place }: PlannedCheck, measurement: Measurement | Audit): Judged {
  const { initialisations: draws, classes } = measurement;
  const checks = bounds.map(([of, bound]): Checked => {
    const { name, range, of: valueIn } = bounded[of];
    const { mean, standardError } = valueIn(measurement);
    const limit = { bound, range: range(classes), together: bounds.length };
    const verdict = verdictOf({ mean, standardError }, draws, limit);
    const needed = verdict === 'inconclusive' ? initialisationsToDecide({ mean, standardError }, draws, limit) : null;
    return {
      ...{ subject, name, bound, value: mean, standardError, verdict },
      ...(needed !== null && { initialisationsToDecide: needed }),
    };
  });
  const { network, data, preprocess, experiment, points, seed, seconds, status } = measurement;
  const next = nextAfter(measurement, checks);
  const said = next.map(({ advice }) => advice);
  const notes = measurement.notes.filter((note) => !note.startsWith(LEFT_OUT) && !said.includes(note));
  return {
    subject: {
      name: subject,
      ...('model' in measurement ? { model: measurement.model.file } : { network }),
      ...{ data, preprocess, init: experiment.init.scheme, classes, points, initialisations: draws, seed },
      summary: summaryOf(subject, data, checks),
      next,
      ...(place !== undefined && { place }),
      ...{ seconds, notes },
    },
    checks,
    isComplete: status === 'complete',
  };
}
