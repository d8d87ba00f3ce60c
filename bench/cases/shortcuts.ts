import type { Contest, Family } from '../types.ts';

/** Exact shortcuts of measuring, against our own side without them. */

const points = 100;
const network = (n: number) => ({ network: `5*(dense(${n}), relu), dense(2)`, data: `gaussian(dim=${n})`, points });

const gram = (n: number, [inits, initsWithout]: readonly [number, number], bar: number): Contest => ({
  title: `Gram sampling, n = ${n}, L = 5, N = ${points}: one initialisation`,
  ours: ['raw', { ...network(n), inits }],
  peer: { name: 'all weights', ours: ['raw', { ...network(n), inits: initsWithout, sampler: 'weights' }] },
  bar,
  why: 'random numbers take a third of what is left, products a quarter, the Cholesky factor a tenth; drawing all weights has become faster, too. Of all runs of this page the ratio was 3.4 to 5.0, and 38 to 75.',
});

const family: Family = {
  name: 'shortcuts',
  title: 'Exact shortcuts',
  about:
    'Fewer operations for the same law. N points in layers much wider than that are drawn on factors of their Gram matrices\n(`--sampler`, theory §9), against drawing all weights.',
  contests: [
    gram(10 * points, [1200, 200], 5),
    gram(100 * points, [300, 24], 50),
    {
      title: 'variance of agreement by counting guesses over that from the features, n = 1000, L = 5, N = 1000',
      ours: ['features', { network: '5*(dense(1000), relu), dense(2)', data: 'gaussian(dim=1000)', points: 1000 }],
      quantity: 'ratio',
      least: 1,
    },
  ],
};
export default family;
