import type { ClaimDetails } from '../../../claims/kind.ts';
import { type Html, html, numeric, table } from '../../../present/html/page.ts';
import { rounded } from '../../../present/html/parts.ts';
import { plain, roundToError } from '../../../results/format.ts';
import type { Trained, TrainingClaim } from './resultSchema.ts';

/** The result of every run under every optimiser. */
export function trainingDetails({ trained }: TrainingClaim): ClaimDetails {
  return {
    numbers: html`<h2>Trained networks</h2>
<p class="muted">γ is of theory before training. Persistence is log₂(1 + steps) until no class has more than twice its fair share of the guesses. Loss is of the points learned from and accuracy of those held out, after the last step.</p>
${trainedTable(trained)}`,
    notes: [],
    alone: null,
  };
}

function trainedTable(trained: readonly Trained[]): Html {
  const rows = trained.map((run) => {
    const last = (curve: Trained['loss']) => roundToError(curve.mean.at(-1)!, curve.standardError.at(-1)!);
    const { firstShare, persistence } = run;
    return [
      html`${run.label}<small><code>${run.network}</code></small>`,
      html`${run.optimiser}`,
      html`${plain(run.rate)}`,
      html`${run.gamma === null ? '–' : plain(run.gamma, 3)}`,
      rounded(roundToError(firstShare.mean, firstShare.standardError)),
      rounded(roundToError(persistence.mean, persistence.standardError)),
      rounded(last(run.loss)),
      rounded(last(run.accuracy)),
    ];
  });
  const numbers = numeric('rate', 'γ', 'first largest fraction', 'persistence', 'loss', 'accuracy');
  return table('Trained networks', [{ title: 'run' }, { title: 'optimiser' }, ...numbers], rows);
}
