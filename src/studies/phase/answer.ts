import { answering } from '../../console/answering.ts';
import { dataFrom, networkFrom, setupOptions } from '../../console/input.ts';
import type { Given } from '../../console/study.ts';
import { phaseDiagram } from './run.ts';
import { type Flags, study } from './study.ts';
import { renderPhase } from './text.ts';

export const answer = answering(study, {
  async plan({ flags }: Given<Flags>) {
    const network = networkFrom(flags.network, 'phase');
    const data = await dataFrom(flags);
    const { x = 'sigmaW2=0.5:4', y = 'sigmaB2=0:0.5', at } = flags;
    // Theory checks as it goes, so the diagram comes before its folder.
    return phaseDiagram(network, data, { ...setupOptions(flags), x, ...(y !== 'none' && { y }), ...(at && { at }) });
  },
  run: (diagram) => diagram,
  text: renderPhase,
  async files(diagram) {
    const { phase } = await import('./figure.ts');
    const { phaseHtml } = await import('./page.ts');
    const { gridTable } = await import('./tables.ts');
    return {
      figures: {
        'phase-gamma': phase(diagram, 'gamma'),
        'phase-chi1': diagram.limit ? phase(diagram, 'chi1') : undefined,
      },
      tables: { grid: gridTable(diagram) },
      pages: { 'phase.html': phaseHtml(diagram) },
    };
  },
});
