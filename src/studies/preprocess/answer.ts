import { answering } from '../../console/answering.ts';
import { dataFrom, measureOptions, naming, networkFrom, stepsInYaml } from '../../console/input.ts';
import type { Given } from '../../console/study.ts';
import { nodeHost } from '../../hosts/node/host.ts';
import { pipelinesFrom } from './pipelines.ts';
import { planPreprocessing } from './plan.ts';
import { runPreprocessing } from './run.ts';
import { type Flags, study } from './study.ts';
import { renderPreprocessing } from './text.ts';

export const answer = answering(study, {
  async plan({ words, flags }: Given<Flags>) {
    const networks = (flags.network ?? [undefined]).map((text) => networkFrom(text, 'preprocess'));
    const steps = naming('the pipelines', () => pipelinesFrom(words.map((text) => stepsInYaml(text) ?? text)));
    const options = { ...measureOptions(flags), measured: !flags.theoryOnly };
    return planPreprocessing(networks, await dataFrom(flags), steps, options);
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
