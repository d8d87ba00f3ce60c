import type { ClaimFigure } from '../../../claims/claimFigure.ts';
import type { ClaimDetails } from '../../../claims/kind.ts';
import { html, numeric, table } from '../../../present/html/page.ts';
import { rounded } from '../../../present/html/parts.ts';
import { roundToError } from '../../../results/format.ts';
import { claimCurve } from '../../measure/claim/claimCurve.ts';
import type { RemediesClaim } from './resultSchema.ts';

/** The agreement and the favourite's share with each remedy, one colour a run. */
export function remediesFigures(claim: RemediesClaim): ClaimFigure[] {
  const shown = { ...claim, parameter: 'remedy' };
  return [claimCurve(shown, 'agreement'), claimCurve(shown, 'maxFraction')];
}

/** All numbers of the networks with and without remedies. */
export function remediesDetails({ results }: RemediesClaim): ClaimDetails {
  const rows = results.map(({ label, value, measurement: { network, agreement, maxFraction, loss } }) => [
    html`${label}<small><code>${network}</code></small>`,
    html`${value}`,
    ...[agreement, maxFraction, loss].map((one) =>
      one ? rounded(roundToError(one.mean, one.standardError)) : html`–`,
    ),
  ]);
  const columns = [{ title: 'run' }, { title: 'remedy' }, ...numeric('agreement', 'favourite', 'loss')];
  return {
    numbers: html`<h2>Networks with and without remedies</h2>
<p class="muted">All of a run were drawn from the same initialisations. What was fitted to half of the points is counted on the others.</p>
${table('Networks with and without remedies', columns, rows)}`,
    notes: [],
    alone: null,
  };
}
