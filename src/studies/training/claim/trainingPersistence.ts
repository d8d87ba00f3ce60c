import type { ClaimFigure } from '../../../claims/claimFigure.ts';
import type { FigureOptions, KeyEntry } from '../../../present/svg/figure.ts';
import { beside, CHART_HEIGHT, type Series, seriesChart, seriesStyle } from '../../../present/svg/seriesChart.ts';
import { light } from '../../../present/svg/theme.ts';
import { plain, plusMinus } from '../../../results/format.ts';
import type { Trained, TrainingClaim } from './resultSchema.ts';

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
    key: (options) => persistenceKey(claim, options),
    draw: (options, width) => ({ element: chart(claim, options, width), height: CHART_HEIGHT }),
  };
}

function persistenceKey(claim: TrainingClaim, { palette = light }: Pick<FigureOptions, 'palette'>): KeyEntry[] {
  const names = optimisersOf(claim);
  const only = names.length === 1 ? ` with ${names[0]}` : '';
  const label = `mean over initialisations${only} ± standard error, of log₂(1 + steps)`;
  return [{ label, mark: 'dot', colour: palette.ink }];
}

function chart(claim: TrainingClaim, options: FigureOptions, width: number): SVGSVGElement {
  const { palette = light } = options;
  const { trained } = claim;
  const ordered = byGamma(trained);
  const labels = [...new Set(ordered.map(({ label }) => label))];
  const names = optimisersOf(claim);
  const series = names.map(
    (name, index): Series => ({
      name,
      ...seriesStyle(index, Math.max(2, names.length), palette),
      measured: ordered.flatMap(({ optimiser, label, persistence: { mean, standardError } }) =>
        optimiser === name && Number.isFinite(mean)
          ? [
              {
                x: labels.indexOf(label) + beside(index, names.length),
                mean,
                low: mean - standardError,
                high: mean + standardError,
              },
            ]
          : [],
      ),
      theory: [],
      curve: [],
    }),
  );
  const last = Math.max(...trained.flatMap(({ steps }) => steps));
  const ticks = [0, 1, 4, 16, 64, 256, 1024, 4096].filter((step) => step <= last).map((step) => Math.log2(1 + step));
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
    options,
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
