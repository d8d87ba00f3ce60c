import { numeric } from '../../present/html/page.ts';
import type { DataTable } from '../../present/tables/dataTable.ts';
import type { Cell } from '../../present/text/table.ts';
import { plain, roundToError } from '../../results/format.ts';
import { type ComparedQuantity, type ComparedValue, cellsOf, shownPipeline } from './comparedValues.ts';
import type { PreprocessingComparison } from './schema.ts';

const TITLES: Record<ComparedQuantity, string> = {
  maxFraction: 'favourite',
  agreement: 'agreement',
  gamma: 'γ of outputs',
  loss: 'loss',
};

/** What some networks guess after each pipeline, how the bias ratio goes from the data to the outputs, and the loss. */
export function pipelineTables(
  { pipelines, results, sweep }: PreprocessingComparison,
  networks: readonly string[],
): Record<'guesses' | 'ratios' | 'losses', DataTable> {
  const measured = results.some(({ measurement }) => measurement);
  const several = networks.length > 1;
  const named = several ? 'the networks' : networks[0]!;
  const round = ({ mean, error }: ComparedValue) => roundToError(mean, error);
  const of = (
    caption: string,
    quantities: readonly ComparedQuantity[],
    titles: readonly string[],
    moments: Moments,
  ) => {
    const beside = measured ? ['theory', 'z'] : [];
    const rows = networks.flatMap((network) =>
      pipelines.map((pipeline): Cell[] => {
        const { preprocess, value } = pipeline;
        const result = results.find((one) => one.preprocess === preprocess && one.network === network);
        const cells = quantities.flatMap((quantity) => cellsOf(result, quantity, measured, { round, scale: 1 }));
        const name = value === null ? shownPipeline(preprocess) : plain(value);
        return [...(several ? [network] : []), name, ...moments(pipeline), ...cells];
      }),
    );
    const first = [...(several ? [{ title: 'network' }] : []), { title: sweep ?? 'pipeline' }];
    const measures = quantities.flatMap((quantity) => [TITLES[quantity], ...beside]);
    return { caption, columns: [...first, ...numeric(...titles, ...measures)], rows };
  };
  const ofData: Moments = ({ moments }) =>
    [moments?.cov, moments?.spread, moments?.gamma].map((moment) => plain(moment, 3));
  return {
    guesses: of(`Guesses of ${named}`, ['maxFraction', 'agreement'], [], () => []),
    ratios: of(`Bias ratios of ${named}`, ['gamma'], ['cov of data', 'spread', 'γ'], ofData),
    losses: of(`Loss of ${named} before training`, ['loss'], [], () => []),
  };
}

type Moments = (pipeline: PreprocessingComparison['pipelines'][number]) => string[];
