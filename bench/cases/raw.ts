import { type Implementation, type MlpOptions, mlpPeer, peer } from '../peers.ts';
import type { Contest, Family, Side } from '../types.ts';

/** Initialisations one by one, as the peers draw them: one output layer each, the data drawn once. */

/** What keeps raw draws from their bars at present. */
const WHY = {
  narrow:
    'ONNX Runtime takes half of a draw, in three calls that also copy every output to JavaScript; random numbers take a tenth, the agreement over 78 points and the overlap another. Weights and graph alone would be about 4.6× naive and 2.6× torch.',
  processes:
    'two processes share nothing, and multiply as fast as we do. Weights and graph alone take as long as they do; what comes with them here is explained below.',
  sgemm:
    'a normal for each weight costs a quarter of what multiplying it with 1,000 points does, which the bar leaves no room for: products and weights alone would come to about 70 %.',
  overhead:
    '32 of the 120 initialisations also measure every layer and take a quarter longer, as ONNX Runtime’s binding copies all eleven layers to JavaScript besides writing them where they belong. By hand, of 500 initialisations one takes 34 ms, .88 of the bare draws. Overlap, agreement and guesses take 3 % of a thread’s time; the rest, 8 %, appears only where two threads run side by side.',
};

const dense = (n: number, L: number) => ({
  network: `${L}*(dense(${n}), relu), dense(2)`,
  data: `gaussian(dim=${n})`,
  points: 1000,
});
const wide: Side = ['raw', { ...dense(1000, 5), inits: 120 }];
const narrow: Side = ['raw', { ...dense(100, 5), inits: 4000 }];
const lenet: Side = [
  'raw',
  {
    network:
      'conv(6, 5), relu, maxPool(2), conv(16, 5), relu, maxPool(2), dense(120), relu, dense(84), relu, dense(10)',
    data: 'gaussian(shape=3x32x32)',
    points: 1000,
    inits: 200,
  },
];

const against = (impl: Implementation, ours: Side, options: MlpOptions, bar: number): Contest => ({
  title: `n = ${options.n}, L = ${options.L}: one initialisation`,
  ours,
  peer: { name: impl === 'torch' ? 'torch, buffers' : impl, seconds: () => mlpPeer(impl, options) },
  bar,
  why: options.n === 100 ? WHY.narrow : WHY.overhead,
});

const family: Family = {
  name: 'raw',
  title: 'Raw initialisations',
  about:
    'One initialisation after the other, as the peers draw them: one output layer each, the data drawn once, two threads.',
  contests: [
    against('naive', wide, { n: 1000, L: 5, R: 15 }, 2.1),
    against('torch', wide, { n: 1000, L: 5, R: 15 }, 1.6),
    against('numpy', wide, { n: 1000, L: 5, R: 15 }, 1.6),
    {
      title: 'n = 1000, L = 5: one initialisation',
      ours: wide,
      peer: { name: 'two one-thread torch processes', seconds: twoProcesses },
      bar: 1,
      why: WHY.processes,
    },
    against('naive', narrow, { n: 100, L: 5, R: 300 }, 4),
    against('torch', narrow, { n: 100, L: 5, R: 300 }, 2.5),
    {
      title: 'LeNet on 3×32×32: one initialisation',
      ours: lenet,
      peer: { name: 'naive', seconds: lenetPeer },
      bar: 3,
      why: WHY.overhead,
    },
    {
      title: 'n = 1000, L = 20: share of the sgemm ceiling',
      ours: ['raw', { ...dense(1000, 20), inits: 60 }],
      peer: { name: 'matrix products alone', seconds: async () => (20 * 2e9) / (await ceiling()) },
      bar: 0.85,
      why: WHY.sgemm,
    },
    {
      title: 'n = 1000, L = 5: share of the bare draws',
      ours: wide,
      peer: { name: 'weights and graph alone, two threads', ours: ['bare', { ...dense(1000, 5), inits: 120 }] },
      bar: 0.95,
      why: WHY.overhead,
    },
  ],
};
export default family;

async function twoProcesses(): Promise<number> {
  const options = { n: 1000, L: 5, R: 15, threads: 1 };
  const seconds = await Promise.all([mlpPeer('torch', options), mlpPeer('torch', options)]);
  return 1 / seconds.reduce((rate, each) => rate + 1 / each, 0);
}

async function lenetPeer(): Promise<number> {
  const printed = await peer('igb_cnn.py', ['--R', 12]);
  return Number(/([\d.]+) ms\/real/.exec(printed)![1]) / 1000;
}

/** Operations a second of the better of numpy and torch at 1000×1000×1000, two threads. */
async function ceiling(): Promise<number> {
  const printed = await peer('sgemm_ref.py', []);
  const rates = [...printed.matchAll(/1000x1000x1000: [\d.]+us ([\d.]+) GF/g)].map(([, rate]) => Number(rate));
  return 1e9 * Math.max(...rates);
}
