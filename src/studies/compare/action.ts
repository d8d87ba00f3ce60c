import { dataFrom, measureOptions, naming } from '../../cli/input.ts';
import { interruptible, type Watch } from '../../console/interruptible.ts';
import { drawing, type Io } from '../../console/io.ts';
import { UserError } from '../../errors.ts';
import { planMeasurement } from '../../measure/plan/plan.ts';
import { parseNetwork } from '../../network/notation/parse.ts';
import { scaleFreeForm } from '../../network/scaleFree.ts';
import { toJson } from '../../results/json.ts';
import type { Measurement } from '../../results/schema.ts';
import { measure } from '../measure/run.ts';
import { renderComparison } from '../measure/text.ts';
import type { CompareFlags } from './command.ts';
import { ComparisonFolder } from './folder.ts';

/** Measures networks one after the other and shows them side by side. Returns whether all were measured to the end. */
export async function compareAndShow(networks: readonly string[], flags: CompareFlags, io: Io): Promise<boolean> {
  const plans = await plansOf(networks, flags);
  const folder = flags.out === undefined ? undefined : ComparisonFolder.create(flags.out, flags.overwrite);
  let current = 0;
  const measurements = await interruptible(
    io,
    (watch) =>
      measureEach(plans, watch, (index) => {
        current = index;
      }),
    { untilSe: flags.untilSe, prefix: () => `${current + 1}/${plans.length}  ` },
  );
  if (measurements.length === 0) {
    io.err('firstguess: interrupted before two initialisations of a network were drawn\n');
    return false;
  }
  for (const note of sameLaws(measurements)) io.err(`firstguess: ${note}\n`);
  io.out(flags.json ? `${toJson({ measurements })}\n` : renderComparison(measurements, drawing(io)));
  await folder?.write(measurements);
  if (folder) io.err(`the comparison is in ${folder.path}\n`);
  return measurements.length === plans.length && measurements.every(({ status }) => status === 'complete');
}

/** Networks that must come out alike, whatever was drawn: a sweep over the scale of weights that has no effect. */
function sameLaws(measurements: readonly Measurement[]): string[] {
  const forms = measurements.map(({ network, experiment }) => scaleFreeForm(parseNetwork(network), experiment.init));
  const kinds = new Set(forms.filter((form) => form !== undefined));
  return [...kinds].flatMap((kind) => {
    const alike = forms.flatMap((form, i) => (form === kind ? [i + 1] : []));
    if (alike.length < 2) return [];
    const which = `${alike.slice(0, -1).join(', ')} and ${alike.at(-1)}`;
    return [`networks ${which} have the same law: without biases the scale of their weights cannot change a guess`];
  });
}

type MeasureArguments = Parameters<typeof measure>;

/** Checks all there is to check before the first network is drawn. */
async function plansOf(texts: readonly string[], flags: CompareFlags): Promise<MeasureArguments[]> {
  if (texts.length < 2) {
    const example = 'firstguess compare "dense(500), relu, dense(10)" "dense(500), tanh, dense(10)"';
    throw new UserError('bad-argument', 'compare needs at least two networks', [], `for instance ${example}`);
  }
  if (flags.overwrite && flags.out === undefined) {
    throw new UserError('bad-argument', '--overwrite replaces the results in a folder, but there is no --out');
  }
  const networks = texts.map((text, i) => naming(`network ${i + 1}`, () => parseNetwork(text, `network ${i + 1}`)));
  const data = await dataFrom(flags);
  const options = measureOptions(flags);
  for (const [i, network] of networks.entries()) {
    naming(`network ${i + 1}`, () => planMeasurement(network, data, options));
  }
  return networks.map((network) => [network, data, options]);
}

/** Ends early when interrupted. */
async function measureEach(
  plans: readonly MeasureArguments[],
  watch: Watch,
  begin: (index: number) => void,
): Promise<Measurement[]> {
  const measurements: Measurement[] = [];
  for (const [i, [network, data, options]] of plans.entries()) {
    begin(i);
    try {
      measurements.push(await measure(network, data, { ...options, ...watch }));
    } catch (error) {
      // Interrupted before there was enough of this network to speak of.
      if (!watch.signal.aborted || !(error instanceof UserError)) throw error;
    }
    if (watch.signal.aborted) break;
  }
  return measurements;
}
