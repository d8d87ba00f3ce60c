import type { Contest, Family } from '../types.ts';

/** Theory alone: no peer computes it, so the bars are seconds. */

const predict = (title: string, network: string, most: number): Contest => ({
  title,
  ours: ['predict', { network, data: 'gaussian(dim=1000)', repetitions: 15 }],
  most,
  why: 'most of it is the law of the guesses of 10,000 points, worked out for a histogram that nobody may ask for; the hundred layers take .2 ms.',
});
const onPoints = (act: string, most: number): Contest => ({
  title: `2,000 points, depth 10, ${act}: all pairs`,
  ours: ['pairs', { network: `10*(dense(1000), ${act}), dense(10)`, points: 2000 }],
  most,
});

const family: Family = {
  name: 'theory',
  title: 'Theory',
  about: 'No peer computes these, so the bars are times.',
  contests: [
    predict('depth 100, relu (closed form)', '100*(dense(100), relu), dense(2)', 0.005),
    predict('depth 100, gelu (closed form)', '100*(dense(100), gelu), dense(2)', 0.005),
    predict('depth 100, tanh (quadrature)', '100*(dense(100), tanh), dense(2)', 0.06),
    predict('depth 100, silu (quadrature)', '100*(dense(100), silu), dense(2)', 0.06),
    { title: 'A_K, K = 1000', ours: ['agreement', { classes: 1000 }], most: 0.003 },
    onPoints('relu', 2),
    onPoints('tanh', 5),
    onPoints('gelu', 5),
    {
      title: 'phase diagram, 100×100 points, depth 50, tanh',
      ours: [
        'phase',
        {
          network: '50*(dense(500), tanh), dense(10)',
          data: 'gaussian(500)',
          x: 'sigmaW2=0.5:4:100',
          y: 'sigmaB2=0:0.5:100',
        },
      ],
      most: 10,
    },
    { title: 'first `predict` of a cold process', ours: ['cold', {}], most: 0.4 },
  ],
};
export default family;
