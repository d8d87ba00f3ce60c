import { answering } from '../../console/answering.ts';
import type { Given } from '../../console/study.ts';
import { UserError } from '../../errors.ts';
import { score } from './nodeRun.ts';
import { type Flags, study } from './study.ts';
import { popularityTable, scoreTable } from './tables.ts';
import { renderScore } from './text.ts';

export const answer = answering(study, {
  plan({ words, flags }: Given<Flags>) {
    const [path, ...others] = words;
    if (path === undefined || others.length > 0) {
      const message = path === undefined ? 'score needs a file' : `score takes one file, not ${words.length}`;
      throw new UserError('bad-argument', message, [], 'for instance firstguess score logits.npy');
    }
    const { kind, axes, classes, labels, steps, seed, ties } = flags;
    return { path, options: { kind, axes, classes, labels, steps: stepsFrom(steps), seed, ties } };
  },
  run: ({ path, options }) => score(path, options),
  text: renderScore,
  async files(scored) {
    const { biasCurves, popularityCurves } = await import('./biasCurves.ts');
    const { scoreHtml } = await import('./page.ts');
    return {
      figures: { 'score-bias': biasCurves(scored), 'score-popularity': popularityCurves(scored) },
      tables: { score: scoreTable(scored), 'score-popularity': popularityTable(scored) },
      pages: { 'score.html': scoreHtml(scored) },
    };
  },
});

/** "0,1,10" as numbers; all else is the path of a file. */
function stepsFrom(text: string | undefined): number[] | string | undefined {
  return text !== undefined && /^[\d\s,]+$/.test(text)
    ? text
        .split(/[\s,]+/)
        .filter(Boolean)
        .map(Number)
    : text;
}
