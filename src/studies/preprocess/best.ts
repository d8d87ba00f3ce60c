import { STEADY } from '../../results/finding.ts';
import { plain, plusMinus } from '../../results/format.ts';
import { shortNames } from '../../results/shortNames.ts';
import { capital, listed } from '../../results/words.ts';
import { differenceOf } from '../advise/numbers.ts';
import type { Drawn } from '../advise/trial.ts';
import { bestOf, shownPipeline } from './comparedValues.ts';
import type { BestPipeline, ComparedResult, PreprocessingComparison } from './schema.ts';
import { quoted } from './summary.ts';

/** What was drawn after a pipeline, of the network with this number. */
export type DrawnAfter = (preprocess: string, network: number) => Drawn | undefined;

type Compared = Pick<PreprocessingComparison, 'networks' | 'pipelines' | 'results'>;

/** Beyond this many errors of the paired difference a pipeline is worse than the best. */
const SURE = 2;

/**
 * The pipeline after which each network has the lowest agreement, which others are as good, and what it does to the data.
 * Differences are paired: the same initialisations after both.
 */
export function bestPipelines({ networks, pipelines, results }: Compared, drawn: DrawnAfter): BestPipeline[] {
  return networks.flatMap((network, index) => {
    const known = results.filter((result) => result.network === network && bestOf(result, 'agreement') !== undefined);
    const [best, ...others] = known.toSorted((a, b) => agreementOf(a) - agreementOf(b));
    if (others.length === 0) return [];
    const differences = others.map((other) => {
      const difference = differenceBetween(other, best, (one) => drawn(one.preprocess, index));
      return { preprocess: other.preprocess, difference };
    });
    const isAlike = ({ difference: { mean, standardError } }: (typeof differences)[number]) =>
      mean <= SURE * standardError;
    return [
      {
        network,
        preprocess: best.preprocess,
        alike: differences.filter(isAlike).map(({ preprocess }) => preprocess),
        next: differences.find((one) => !isAlike(one)) ?? null,
        why: whyBest(best.preprocess, others, pipelines),
      },
    ];
  });
}

function agreementOf(result: ComparedResult): number {
  return bestOf(result, 'agreement')!.mean;
}

/** Of what was drawn, initialisation by initialisation; else of what theory expects, which samples each by itself. */
function differenceBetween(
  one: ComparedResult,
  other: ComparedResult,
  drawn: (of: ComparedResult) => Drawn | undefined,
) {
  const [after, before] = [drawn(one), drawn(other)];
  if (after && before) return differenceOf(after, before, ({ agreement }) => agreement);
  const [a, b] = [one, other].map((result) => bestOf(result, 'agreement')!);
  return { mean: a.mean - b.mean, standardError: Math.hypot(a.error, b.error) };
}

/** What the best pipeline does to the average pair of points, beside the raw data or else the worst pipeline. */
function whyBest(
  preprocess: string,
  others: readonly ComparedResult[],
  pipelines: PreprocessingComparison['pipelines'],
): string {
  const of = (notation: string) => pipelines.find((pipeline) => pipeline.preprocess === notation)!;
  const best = of(preprocess);
  const than = of(others.find((other) => other.preprocess === 'none')?.preprocess ?? others.at(-1)!.preprocess);
  const effects = best.effects.filter((effect) => !effect.startsWith('cov and spread stay'));
  const does = effects.length === 0 ? 'it leaves the data as they are' : `it ${effects.join('; it ')}`;
  const [now, then] = [best.moments, than.moments];
  if (!now || !then) return `${capital(does)}.`;
  const beside = than.preprocess === 'none' ? 'raw' : `after ${named(than.preprocess)}`;
  const gamma = `Gamma of the data is ${plain(now.gamma, 3)}, ${beside} ${plain(then.gamma, 3)}`;
  const [size, other] = [now, then].map(({ cov, spread }) => cov + spread);
  const isSmaller = Math.max(0, now.gamma) * STEADY < then.gamma;
  const isResized = Math.max(size / other, other / size) > STEADY;
  if (isSmaller || !isResized) return `${gamma}: ${does}.`;
  return `${gamma}, so that it is their size that matters (cov + spread ${plain(size, 3)}, ${beside} ${plain(other, 3)}): ${does}.`;
}

function named(pipeline: string): string {
  return pipeline === 'none' ? 'raw data' : quoted(shownPipeline(pipeline));
}

/** "Best pipeline: whiten, agreement 0.1028 ± 0.0006; …", of several networks one after the other. */
export function bestInWords({ best, networks, results, pipelines }: PreprocessingComparison): string {
  const names = shortNames(networks);
  const sentences = best.map(({ network, preprocess, next, alike, why }) => {
    const whose = networks.length > 1 ? ` for ${quoted(names[networks.indexOf(network)])}` : '';
    const result = results.find((one) => one.network === network && one.preprocess === preprocess)!;
    const { mean, error } = bestOf(result, 'agreement')!;
    const agreement = plusMinus(mean, error);
    if (alike.length + 1 === pipelines.length) {
      return `No pipeline is surely better than another${whose}: the lowest agreement is ${agreement}, with ${named(preprocess)}, and the others lie within twice the errors of their paired differences.`;
    }
    const others = capital(listed(alike.map(named)));
    const same = alike.length === 0 ? '' : ` ${others} ${alike.length === 1 ? 'is' : 'are'} as good within errors.`;
    return `Best pipeline${whose}: ${named(preprocess)}, agreement ${agreement}${beside(next)}.${same} ${why}`;
  });
  return sentences.join(' ');
}

function beside(next: BestPipeline['next']): string {
  if (!next) return '';
  const { mean, standardError } = next.difference;
  return `; with ${named(next.preprocess)}, the next, it is ${plusMinus(mean, standardError)} higher`;
}
