import { type Dataset, dataset, type MeasureOptions } from 'firstguess';

/** Points that span few directions, repeat each other or share a coordinate. */
function lowRankData(): readonly Dataset[] {
  const circle = points(400, (i) => [Math.cos((2 * Math.PI * i) / 400), Math.sin((2 * Math.PI * i) / 400)]);
  const line = points(150, (i) => [-2 + (4 * i) / 149, 1 - (2 * i) / 149]);
  const grid = points(169, (i) => [-1 + (i % 13) / 6, -1 + Math.floor(i / 13) / 6]);
  // Fibonacci's lattice on the sphere.
  const sphere = points(150, (i) => {
    const z = 1 - (2 * i + 1) / 150;
    const angle = i * Math.PI * (3 - Math.sqrt(5));
    return [Math.sqrt(1 - z * z) * Math.cos(angle), Math.sqrt(1 - z * z) * Math.sin(angle), z];
  });
  const twice = points(300, (i) =>
    Array.from({ length: 20 }, (_, k) => Math.sqrt(2) * Math.sin(7 * (i % 150) * (k + 1) + k * k)),
  );
  const constant = points(100, (i) => [0.5, -2 + (4 * i) / 99]);
  const column = points(100, (i) => [-2 + (4 * i) / 99]);
  const named = { circle, line, grid, sphere, twice, constant, column };
  return Object.entries(named).map(([name, rows]) => dataset(rows.flat(), { name, shape: [rows[0].length] }));
}

function points(count: number, point: (i: number) => number[]): number[][] {
  return Array.from({ length: count }, (_, i) => point(i));
}

const ACTIVATIONS = ['relu', 'tanh', 'gelu', 'hardTanh', 'sin', 'abs', 'activation("sign(x - 0.7)")'];
/** Wide enough that the finite width is hardly resolved, and that the factor saves time. */
export const WIDTH = 800;

export interface LowRankCase {
  readonly data: Dataset;
  readonly network: string;
  readonly sampler: NonNullable<MeasureOptions['sampler']>;
  readonly options: MeasureOptions & { readonly seed: number };
}

/** All data × activations × one and two layers × without and with biases × samplers. */
export function lowRankCases(): readonly LowRankCase[] {
  const cases: LowRankCase[] = [];
  for (const data of lowRankData()) {
    for (const activation of ACTIVATIONS) {
      for (const layers of [1, 2]) {
        for (const sigmaB2 of [0, 0.2]) {
          for (const sampler of ['auto', 'gram', 'weights'] as const) {
            const network = `${layers}*(dense(${WIDTH}), ${activation}), dense(5)`;
            const seed = 5000 + cases.length;
            const options = { seed, sampler, sigmaW2: 1.5, sigmaB2, inits: 40, readouts: 64 };
            cases.push({ data, network, sampler, options });
          }
        }
      }
    }
  }
  return cases;
}
