import { answering } from '../../console/answering.ts';
import { dataFrom, measureOptions, naming } from '../../console/input.ts';
import type { Given } from '../../console/study.ts';
import { UserError } from '../../errors.ts';
import { planMeasurement } from '../../measure/plan/plan.ts';
import { parseNetwork } from '../../network/notation/parse.ts';
import { scaleFreeForm } from '../../network/scaleFree.ts';
import type { Measurement } from '../../results/schema.ts';
import { columns, comparisonTable } from './columns.ts';
import { compare } from './nodeRun.ts';
import { type Flags, study } from './study.ts';
import { renderComparison } from './text.ts';

export const answer = answering(study, {
  async plan({ words, flags }: Given<Flags>) {
    if (words.length < 2) {
      const example = 'firstguess compare "dense(500), relu, dense(10)" "dense(500), tanh, dense(10)"';
      throw new UserError('bad-argument', 'compare needs at least two networks', [], `for instance ${example}`);
    }
    const networks = words.map((text, i) => naming(`network ${i + 1}`, () => parseNetwork(text, `network ${i + 1}`)));
    const data = await dataFrom(flags);
    const options = measureOptions(flags);
    for (const [i, network] of networks.entries()) {
      naming(`network ${i + 1}`, () => planMeasurement(network, data, options));
    }
    return { networks, data, options, words };
  },
  async run({ networks, data, options }, { signal, onProgress, within }) {
    const onNetwork = ({ done, total }: { done: number; total: number }) => within(`${done + 1}/${total}  `);
    const comparison = await compare(networks, data, { ...options, signal, onProgress, onNetwork });
    return comparison.measurements.length > 0 ? comparison : undefined;
  },
  nothing: 'interrupted before two initialisations of a network were drawn',
  remarks: ({ measurements }) => sameLaws(measurements),
  json: ({ measurements }) => ({ measurements }),
  text: ({ measurements }, drawing) => renderComparison(measurements, drawing),
  async next({ measurements }, { networks, data, options, words }) {
    const { mostBiased, nextStep } = await import('../advise/nextStep.ts');
    const found = measurements.map(({ agreement, ...m }, i) => ({
      ...m,
      expected: agreement.theory,
      agreement: agreement.mean,
      i,
    }));
    const most = mostBiased(found);
    if (!most) return undefined;
    const { setup } = planMeasurement(networks[most.i], data, options);
    const which = measurements.length > 1 ? `for network ${most.i + 1} (the most biased)` : '';
    return nextStep({ ...most, setup, given: { ...options, network: words[most.i] } }, which);
  },
  async files({ measurements }) {
    const { comparison } = await import('./figure.ts');
    const { comparisonHtml } = await import('./page.ts');
    const all = Object.keys(columns) as (keyof typeof columns)[];
    return {
      figures: { comparison: comparison(measurements) },
      tables: { comparison: comparisonTable(measurements, 'Networks on the same data', all) },
      pages: { 'comparison.html': comparisonHtml(measurements) },
    };
  },
  isComplete: ({ status }) => status === 'complete',
});

/** Networks that must come out alike, whatever was drawn: a sweep over the scale of weights that has no effect. */
function sameLaws(measurements: readonly Measurement[]): string[] {
  const same = identical(measurements);
  if (same.length > 0) return same;
  const forms = measurements.map(({ network, experiment }) => scaleFreeForm(parseNetwork(network), experiment.init));
  const kinds = new Set(forms.filter((form) => form !== undefined));
  return [...kinds].flatMap((kind) => {
    const alike = forms.flatMap((form, i) => (form === kind ? [i + 1] : []));
    if (alike.length < 2) return [];
    const which = `${alike.slice(0, -1).join(', ')} and ${alike.at(-1)}`;
    return [`networks ${which} have the same law: without biases the scale of their weights cannot change a guess`];
  });
}

/** Networks that are drawn with the same numbers, so that nothing can tell them apart. */
function identical(measurements: readonly Measurement[]): string[] {
  const first = new Map<string, number>();
  return measurements.flatMap(({ network, experiment }, i) => {
    const key = JSON.stringify([network, experiment]);
    const before = first.get(key);
    if (before === undefined) first.set(key, i + 1);
    const which = `networks ${before} and ${i + 1} are one network`;
    return before === undefined
      ? []
      : [`${which}, drawn with the same weights on the same points: their rows are equal`];
  });
}
