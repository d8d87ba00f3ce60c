import { comparisonsOf, inWords } from '../../../claims/comparisons.ts';
import type { Kind } from '../../../claims/kind.ts';
import { located, placeOf } from '../../../claims/located.ts';
import { plannedRunsOf } from '../../../claims/plannedRuns.ts';
import { UserError } from '../../../errors.ts';
import { didYouMean } from '../../../notation/nearest.ts';
import { remedies as allRemedies } from '../../../remedies/remedies.ts';
import { quantitiesOf } from '../../measure/claim/estimateOf.ts';
import { type NetworkState, networkSubject, planAdvice } from '../networkSubject.ts';
import { biasOf, expectationOf } from '../numbers.ts';
import type { Subject } from '../trial.ts';
import { checkRemedies } from './checks.ts';
import type { RemediesClaim } from './resultSchema.ts';
import { AS_IT_IS, type RemediesFile, remediesFileSchema } from './schema.ts';

/**
 * Every run is measured as it is, and with each remedy on the same initialisations. Checks take errors of differences as if these
 * were others, which is too much where both move together.
 */
export const remedies: Kind<RemediesFile, RemediesClaim> = {
  name: 'remedies',
  file: remediesFileSchema,
  check: checkRemedies,
  async run({ name, file }, host, load, { effort, signal, onStep, workers }) {
    const planned = plannedRunsOf(file, effort);
    const values = [AS_IT_IS, ...file.remedies];
    const results: RemediesClaim['results'] = [];
    for (const { label, network, data, options } of planned) {
      try {
        const loaded = await load(data);
        const plan = planAdvice(network, loaded, options);
        const subject = networkSubject(plan, loaded, { ...options, workers }, host);
        const states = await statesOf(subject, file.remedies);
        for (const [index, state] of states.entries()) {
          onStep?.({ what: 'measurement', done: results.length, total: planned.length * values.length });
          const trial = await subject.trial(state);
          const expected = await expectationOf(trial, subject.points, { signal });
          const drawn = await trial.draw(options.inits, { signal });
          if (signal?.aborted) return undefined;
          const of = { network: trial.network!, classes: subject.classes, initialisations: drawn.size };
          results.push({ label, value: values[index], measurement: { ...of, ...biasOf(drawn, expected, null) } });
        }
      } catch (error) {
        if (signal?.aborted) return undefined;
        throw located(placeOf(name, label), error);
      }
    }
    const asked = file.expect.map(({ quantity }) => quantity);
    const observed = results.map(({ label, value, measurement }) => ({
      label,
      value,
      quantities: quantitiesOf(measurement, asked),
    }));
    return {
      checks: file.expect.map((check) => ({ text: inWords(check), comparisons: comparisonsOf(check, observed) })),
      found: { kind: 'remedies', values, results },
    };
  },
};

/** A network as it is, and with each remedy. @throws UserError for a title of none that applies to it */
async function statesOf(subject: Subject<NetworkState>, titles: readonly string[]): Promise<NetworkState[]> {
  const found = new Map<string, NetworkState>();
  for (const remedy of allRemedies) {
    const applied = await subject.apply(remedy, subject.state);
    if (typeof applied === 'string') continue;
    for (const { variant, state } of applied) found.set(remedy.title(variant), state);
  }
  const changed = titles.map((title) => {
    const state = found.get(title);
    if (state) return state;
    const known = [...found.keys()];
    const message = `no remedy "${title}" applies to ${subject.name}`;
    throw new UserError(
      'unknown-name',
      message,
      [],
      `${didYouMean(title, known)}those that do are ${known.join(', ')}`,
    );
  });
  return [subject.state, ...changed];
}
