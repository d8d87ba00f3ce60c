import type { Estimate } from 'firstguess';

interface NetworkCase {
  readonly network: string;
  readonly data: string;
  readonly options: {
    readonly seed: number;
    readonly preprocess: string;
    readonly points: number;
    readonly readouts: number;
    readonly inits: number;
  };
}

/** Activations that are biased on centred data, so that agreement varies enough to be measured to an error of .006. */
const ACTIVATIONS = ['relu', 'leakyRelu(0.2)', 'gelu', 'silu', 'abs'];
const DEPTHS = [1, 5];
const CLASSES = [2, 3, 10];

/** Five activations × two depths × three numbers of classes, width 500, each on two kinds of data with a seed of its own. */
export function thirtyNetworks(points = 1000): NetworkCase[] {
  const networks = ACTIVATIONS.flatMap((phi) =>
    DEPTHS.flatMap((depth) => CLASSES.map((classes) => `${depth}*(dense(500), ${phi}), dense(${classes})`)),
  );
  return ['gaussian(dim=500)', 'digits'].flatMap((data, d) =>
    networks.map((network, i) => ({
      network,
      data,
      options: {
        seed: 1000 * (d + 1) + i,
        preprocess: data === 'digits' ? 'standardize' : 'none',
        points,
        readouts: 4,
        inits: 450,
      },
    })),
  );
}

export interface CheckedNetwork {
  readonly network: string;
  readonly data: string;
  readonly seed: number;
  readonly initialisations: number;
  readonly readouts: number;
  readonly agreement: Estimate;
  readonly maxFraction: Estimate;
}

/** The results as a Markdown table, with the mean of z² below. */
export function networkTable(rows: readonly CheckedNetwork[]): string {
  const lines = rows.map(({ network, data, seed, initialisations, readouts, agreement, maxFraction }) =>
    [
      `\`${network}\``,
      data,
      seed,
      `${initialisations} × ${readouts}`,
      ...[agreement, maxFraction].flatMap(({ mean, standardError, theory, z }) => [
        `${mean.toFixed(4)} ± ${standardError.toFixed(4)}`,
        theory!.toFixed(4),
        z!.toFixed(2),
      ]),
    ].join(' | '),
  );
  const meanSquares = (['agreement', 'maxFraction'] as const).map((quantity) => {
    const zs = rows.map((row) => row[quantity].z!);
    const mean = zs.reduce((sum, z) => sum + z * z, 0) / zs.length;
    const largest = zs.reduce((most, z) => Math.max(most, Math.abs(z)), 0);
    return `- ${quantity}: mean z² = ${mean.toFixed(2)}, largest |z| = ${largest.toFixed(2)}`;
  });
  return [
    '# Theory against measurement on thirty networks',
    '',
    'Written by `npm run checks`. Networks = initialisations × readouts; errors are clustered by initialisation.',
    '',
    '| network | data | seed | networks | agreement | theory | z | max fraction | theory | z |',
    '|---|---|---|---|---|---|---|---|---|---|',
    ...lines.map((line) => `| ${line} |`),
    '',
    ...meanSquares,
    '',
  ].join('\n');
}
