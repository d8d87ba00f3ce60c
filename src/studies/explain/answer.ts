import { answering } from '../../console/answering.ts';
import { dataFrom, measureOptions, networkFrom } from '../../console/input.ts';
import type { Given } from '../../console/study.ts';
import { explain } from './nodeRun.ts';
import { planExplanation } from './run.ts';
import { type Flags, study } from './study.ts';
import { renderExplanation } from './text.ts';

const DIRECTIONS = { nothing: 'nothing', mean: 'their mean', component: '1st component', both: 'both' } as const;

export const answer = answering(study, {
  async plan({ flags }: Given<Flags>) {
    const network = networkFrom(flags.network, 'explain');
    const data = await dataFrom(flags);
    const options = { ...measureOptions(flags), worth: flags.worth };
    const { setup } = planExplanation(network, data, options);
    return { network, data, options, setup, given: flags };
  },
  run: ({ network, data, options }, { within, signal, onProgress }) =>
    explain(network, data, {
      ...options,
      signal,
      onProgress,
      onVariant: ({ layer, done, total }) => within(`without layer ${layer} (${done + 1}/${total})  `),
      onAlternative: ({ name, done, total }) => within(`${name} (${done + 1}/${total})  `),
      onDirection: ({ without, done, total }) => within(`data without ${DIRECTIONS[without]} (${done + 1}/${total})  `),
    }),
  nothing: 'interrupted before two initialisations were drawn',
  text: renderExplanation,
  async next({ measurement: { experiment, classes, agreement } }, { setup, given }) {
    const { nextStep } = await import('../advise/nextStep.ts');
    return nextStep({
      ...{ setup, classes, given, agreement: agreement.mean, expected: agreement.theory },
      // Points that were chosen for what they cost here say nothing of what advice costs.
      experiment: { ...experiment, points: given.points ?? null },
    });
  },
  async files(explanation) {
    const { blame } = await import('./figure.ts');
    const { explanationHtml } = await import('./page.ts');
    const { explanationTables } = await import('./tables.ts');
    return {
      figures: { blame: blame(explanation) },
      tables: explanationTables(explanation),
      pages: { 'explanation.html': explanationHtml(explanation) },
    };
  },
  isComplete: ({ status }) => status === 'complete',
});
