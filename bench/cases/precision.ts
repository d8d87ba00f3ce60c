import { ours } from '../ours.ts';
import { type Implementation, mlpPeer } from '../peers.ts';
import type { Family, Side } from '../types.ts';

/** Wall time to a standard error of .002 on the agreement and on P(G₀ < .1): the waiting time of a user. */

const UNTIL = 0.002;
const network = { network: '5*(dense(1000), relu), dense(2)', data: 'gaussian(dim=1000)', points: 1000 };
const measured: Side = ['precision', { ...network, until: UNTIL }];

/** A loop over whole networks needs variance/error² of them; both variances follow from the measured law. */
async function loop(impl: Implementation): Promise<number> {
  const { needed } = await ours(['needed', { ...network, until: UNTIL }]);
  return needed * (await mlpPeer(impl, { n: 1000, L: 5, R: 10 }));
}

const family: Family = {
  name: 'precision',
  title: 'Time to precision',
  about:
    'The time to standard errors of .002 of the agreement and of P(G₀ < .1), with the start of the threads. A loop over whole\nnetworks needs variance/error² of them; many output layers on each hidden draw, and agreement from the hidden features, need\nfar fewer.',
  contests: [
    {
      title: 'n = 1000, L = 5, two classes: errors of .002',
      ours: measured,
      peer: { name: 'naive', seconds: () => loop('naive') },
      bar: 100,
    },
    {
      title: 'n = 1000, L = 5, two classes: errors of .002',
      ours: measured,
      peer: { name: 'torch in batches', seconds: () => loop('torchbmm') },
      bar: 60,
    },
    {
      title: 'observed spread of 30 measurements over the error they claim',
      ours: ['honesty', { ...network, until: 0.004, repetitions: 30 }],
      quantity: 'ratio',
      least: 0.8,
      most: 1.2,
    },
  ],
};
export default family;
