import { ours } from '../ours.ts';
import { mlpPeer } from '../peers.ts';
import type { Family, Side } from '../types.ts';

/** Finite networks by the two-point chain: no network is drawn, but the widths are the actual ones. */

const UNTIL = 0.002;
const network = '5*(dense(1000), relu), dense(2)';
const chain = (data: string): Side => ['finite', { network, data, until: UNTIL, repetitions: 20 }];

/** A loop over whole networks, to the same error of the agreement alone. */
async function loop(): Promise<number> {
  const data = { network, data: 'gaussian(dim=1000)', points: 1000 };
  const { neededForAgreement } = await ours(['needed', { ...data, until: UNTIL }]);
  return neededForAgreement * (await mlpPeer('naive', { n: 1000, L: 5, R: 10 }));
}

const family: Family = {
  name: 'finite',
  title: 'Finite widths without weight matrices',
  about: 'The agreement of networks of their actual widths by the two-point chain of [docs/theory.md](theory.md) §9.',
  contests: [
    {
      title: 'agreement to .002, n = 1000, L = 5, Gaussian data',
      ours: chain('gaussian(dim=1000)'),
      peer: { name: 'naive', seconds: loop },
      bar: 10_000,
    },
    {
      title: 'agreement to .002, n = 1000, L = 5, digits',
      ours: chain('digits'),
      // Most of the time goes into theory of infinite width over all 1.6 million pairs, which is printed too.
      peer: { name: 'naive', seconds: loop },
    },
  ],
};
export default family;
