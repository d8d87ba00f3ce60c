import type { ClaimFigure } from '../../../claims/claimFigure.ts';
import type { Canvas } from '../../../present/svg/figure.ts';
import { beside, markAt, type Series, seriesChart, seriesStyle } from '../../../present/svg/seriesChart.ts';
import { plain, plusMinus } from '../../../results/format.ts';
import type { Trained, TrainingClaim } from './resultSchema.ts';

/** Steps that axes number. */
export const STEPS: readonly number[] = [0, 1, 4, 16, 64, 256, 1024, 4096];

/** How long the bias of each run lasts, the runs in the order of γ, an optimiser a colour. */
export function persistenceFigure(claim: TrainingClaim): ClaimFigure {
  return {
    name: 'persistence',
    heading: 'how long the bias lasts in training, networks in the order of their γ',
    description: claim.trained
      .map(({ label, optimiser, gamma, persistence: { mean, standardError } }) => {
        const known = gamma === null ? 'unknown' : plain(gamma, 2);
        return `${label} with ${optimiser}, γ ${known}: log₂(1 + steps) ${plusMinus(mean, standardError)}`;
      })
      .join('; '),
    key({ ink }) {
      const names = optimisersOf(claim);
      const only = names.length === 1 ? ` with ${names[0]}` : '';
      const label = `mean over initialisations${only} ± standard error, of log₂(1 + steps)`;
      return [{ label, mark: 'dot', colour: ink }];
    },
    draw: (canvas, width) => chart(claim, canvas, width),
  };
}

function chart(claim: TrainingClaim, canvas: Canvas, width: number) {
  const { trained } = claim;
  const ordered = byGamma(trained);
  const labels = [...new Set(ordered.map(({ label }) => label))];
  const names = optimisersOf(claim);
  const series = names.map(
    (name, index): Series => ({
      name,
      ...seriesStyle(index, Math.max(2, names.length), canvas.palette),
      measured: ordered.flatMap(({ optimiser, label, persistence: { mean, standardError } }) =>
        optimiser === name && Number.isFinite(mean)
          ? [markAt(labels.indexOf(label) + beside(index, names.length), mean, standardError, (value) => value)]
          : [],
      ),
      theory: [],
      curve: [],
    }),
  );
  const last = Math.max(...trained.flatMap(({ steps }) => steps));
  const ticks = STEPS.filter((step) => step <= last).map((step) => Math.log2(1 + step));
  const gammaOf = (label: string) => ordered.find((run) => run.label === label)!.gamma;
  return seriesChart(
    {
      series,
      x: {
        labels: labels.map((label) => `${label}, γ=${gammaOf(label) === null ? '?' : plain(gammaOf(label), 2)}`),
      },
      y: {
        name: 'steps until no class has more than twice its fair share',
        domain: [-0.2, Math.log2(1 + last) + 0.2],
        ticks,
        format: (tick) => String(Math.round(2 ** tick - 1)),
      },
      references: [],
    },
    canvas,
    width,
  );
}

/** In the order of γ, those without one at the end. */
export function byGamma(trained: readonly Trained[]): Trained[] {
  const place = ({ gamma }: Trained) => Math.min(gamma ?? Number.POSITIVE_INFINITY, Number.MAX_VALUE);
  return [...trained].sort((a, b) => place(a) - place(b));
}

/** In the order of their runs. */
export function optimisersOf({ trained }: TrainingClaim): Trained['optimiser'][] {
  return [...new Set(trained.map(({ optimiser }) => optimiser))];
}
