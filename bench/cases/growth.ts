import type { Work } from '../ours/growth.ts';
import type { Contest, Family } from '../types.ts';

/** How time and memory grow: exponents of ten times as much work, and the largest network that must fit. */

const growth = (title: string, what: Work): Contest => ({
  title: `time for ten times ${title}, over ten times the time`,
  ours: ['growth', { what }],
  quantity: 'ratio',
  most: 1.1,
});

const family: Family = {
  name: 'growth',
  title: 'Growth',
  about: 'How time and memory grow with the work: 1 is proportional.',
  contests: [
    growth('the initialisations', 'inits'),
    growth('the points', 'points'),
    growth('the readouts', 'readouts'),
    {
      title: 'memory of ten times the initialisations, ratio',
      ours: ['memory', { ratio: true }],
      quantity: 'ratio',
      most: 1.15,
    },
    {
      title: 'memory at n = 4096, L = 5, N = 1000 (GB)',
      ours: ['memory', { ratio: false }],
      quantity: 'gigabytes',
      most: 1,
      why: 'two threads hold their points, weights and features, of 16 MB each, a few times over; the most they take scatters between 0.97 and 1.08 GB.',
    },
  ],
};
export default family;
