import { answering } from '../../console/answering.ts';
import { dataFrom, measureOptions, naming, networkFrom, stepsInYaml } from '../../console/input.ts';
import type { Given } from '../../console/study.ts';
import { nodeHost } from '../../hosts/node/host.ts';
import { planMeasurement } from '../../measure/plan/plan.ts';
import type { NextStep } from '../../present/text/nextStep.ts';
import { bestOf, shownPipeline, theoryOf } from './comparedValues.ts';
import { pipelinesFrom } from './pipelines.ts';
import { type PreprocessingPlan, planPreprocessing } from './plan.ts';
import { runPreprocessing } from './run.ts';
import type { PreprocessingComparison } from './schema.ts';
import { type Flags, study } from './study.ts';
import { quoted } from './summary.ts';
import { renderPreprocessing } from './text.ts';

export const answer = answering(study, {
  async plan({ words, flags }: Given<Flags>) {
    const networks = (flags.network ?? [undefined]).map((text) => networkFrom(text, 'preprocess'));
    const steps = naming('the pipelines', () => pipelinesFrom(words.map((text) => stepsInYaml(text) ?? text)));
    const options = { ...measureOptions(flags), measured: !flags.theoryOnly };
    return { ...planPreprocessing(networks, await dataFrom(flags), steps, options), given: flags };
  },
  async run(plan, { within, ...watch }) {
    const host = await nodeHost(plan.options.device);
    const comparison = await runPreprocessing(plan, host, {
      ...watch,
      onPipeline: ({ stage, done, total }) => {
        const place = `${stage} ${done + 1}/${total}  `;
        within(place);
        watch.say(`${place}computing …`);
      },
    });
    return comparison.results.length > 0 ? comparison : undefined;
  },
  nothing: 'interrupted before there was anything to compare',
  text: renderPreprocessing,
  next: nextOf,
  async files(comparison) {
    const { preprocessing } = await import('./figure.ts');
    const { preprocessingHtml } = await import('./page.ts');
    const { pipelineTables } = await import('./tables.ts');
    return {
      figures: {
        agreement: preprocessing(comparison, 'agreement'),
        'max-fraction': preprocessing(comparison, 'maxFraction'),
      },
      tables: pipelineTables(comparison, comparison.networks),
      pages: { 'preprocessing.html': preprocessingHtml(comparison) },
    };
  },
  isComplete: ({ status }) => status === 'complete',
});

/** For the network that is most biased after its best pipeline. */
async function nextOf(
  { results, best }: PreprocessingComparison,
  { networks, data, options, experiment, given }: PreprocessingPlan & { readonly given: Flags },
): Promise<NextStep | undefined> {
  const { mostBiased, nextStep } = await import('../advise/nextStep.ts');
  const found = results.flatMap((result) => {
    const isBest = best.some(
      ({ network, preprocess }) => network === result.network && preprocess === result.preprocess,
    );
    const agreement = bestOf(result, 'agreement')?.mean;
    const classes = (result.measurement ?? result.prediction)?.classes;
    return isBest && agreement !== undefined && classes !== undefined ? [{ ...result, agreement, classes }] : [];
  });
  const most = mostBiased(found);
  if (!most) return undefined;
  const { network, preprocess, agreement, classes } = most;
  const { setup } = planMeasurement(network, data, { ...options, preprocess });
  const pipeline = preprocess === 'none' ? 'on raw data' : `after ${quoted(shownPipeline(preprocess))}`;
  return nextStep(
    {
      ...{ setup, classes, agreement, expected: theoryOf(most, 'agreement')?.mean ?? null },
      given: { ...options, network: given.network?.[networks.findIndex((one) => one.toString() === network)] },
      experiment: { ...experiment, network, preprocess },
    },
    networks.length > 1 ? `for ${quoted(network)} ${pipeline}` : pipeline,
  );
}
