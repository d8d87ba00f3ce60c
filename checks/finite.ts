/** A network whose finite prediction is compared with full networks of the same widths. */
export interface FiniteCase {
  readonly network: string;
  readonly data: string;
  readonly options: {
    readonly seed: number;
    readonly points: number;
    readonly preprocess?: string;
    readonly sigmaW2?: number;
    readonly sigmaB2?: number;
  };
}

type Options = Partial<FiniteCase['options']>;

/** Widths from 5 to 1000, depths from 1 to 20, K from 2 to 100; unit-wise layers of every kind, drawn and given points. */
const CASES: readonly (readonly [network: string, data: string, options?: Options])[] = [
  ['dense(5), relu, dense(2)', 'gaussian(dim=5)'],
  ['20*(dense(50), relu), dense(2)', 'gaussian(dim=30)'],
  ['3*(dense(100), layerNorm, tanh), dense(10)', 'gaussian(dim=20, mean=0.5)'],
  ['2*(dense(64), residual(gelu, dense(64))), dense(10)', 'digits', { preprocess: 'standardize' }],
  ['3*(dense(60), relu, maxPool(2)), dense(3)', 'gaussian(dim=10)'],
  ['4*(dense(200), sin), dense(10)', 'gaussian(dim=50, mean=0.4)', { sigmaW2: 1.5, sigmaB2: 0.1 }],
  ['2*(dense(30), leakyRelu(0.2)), dense(100)', 'digits'],
  ['5*(dense(20), abs), dense(3)', 'gaussian(dim=8)'],
  ['dense(1000), relu, dense(2)', 'gaussian(dim=100)'],
  ['5*(dense(300), relu), dense(2)', 'digits', { preprocess: 'standardize' }],
  ['3*(dense(10), tanh), dense(2)', 'gaussian(dim=10, mean=1)', { sigmaB2: 0.2 }],
  ['dense(8), gelu, dense(50)', 'gaussian(dim=200)'],
  ['10*(dense(40), leakyRelu(0.3)), dense(10)', 'gaussian(dim=40)'],
  ['3*(dense(80), relu, layerNorm), dense(10)', 'digits', { preprocess: 'standardize' }],
  ['3*(dense(80), relu, rmsNorm), dense(10)', 'gaussian(dim=12)'],
  ['2*(dense(64), groupNorm(8), relu), dense(3)', 'gaussian(dim=16)'],
  ['2*(dense(40), tanh, avgPool(2)), dense(2)', 'gaussian(dim=20, mean=0.7)'],
  ['dense(32), 3*residual(layerNorm, dense(64), relu, dense(32)), dense(10)', 'gaussian(dim=24)'],
  ['2*(dense(25), concat(relu, dense(25))), dense(3)', 'gaussian(dim=9)', { sigmaB2: 0.5 }],
  ['dense(16), residual(relu), relu, dense(5)', 'gaussian(dim=6)'],
  ['4*(dense(12), silu), dense(10)', 'digits', { preprocess: 'unitNorm', sigmaW2: 4, sigmaB2: 0.3 }],
  ['2*(dense(15), elu), dense(2)', 'gaussian(dim=5)', { preprocess: 'standardize' }],
  ['2*(dense(15), softplus), dense(4)', 'gaussian(dim=7)', { preprocess: 'unitNorm' }],
  ['8*(dense(30), erf), dense(2)', 'gaussian(dim=15, mean=0.3)', { sigmaW2: 3, sigmaB2: 0.05 }],
  ['3*(dense(100), step), dense(10)', 'gaussian(dim=30)'],
  ['2*(dense(50), sign), dense(3)', 'digits', { preprocess: 'center' }],
  ['dense(60), relu, dropout(0.2), dense(1)', 'gaussian(dim=20)'],
  ['5*(dense(500), relu), dense(10)', 'gaussian(dim=500)'],
  ['3*(dense(25), square, layerNorm), dense(3)', 'gaussian(dim=10)'],
  ['3*(dense(40), exp, rmsNorm), dense(10)', 'digits', { preprocess: 'standardize', sigmaW2: 0.5 }],
];

export function finiteCases(): FiniteCase[] {
  return CASES.map(([network, data, options], i) => ({
    network,
    data,
    options: { seed: 7000 + i, points: 200, ...options },
  }));
}
