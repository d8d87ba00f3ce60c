import type { Contest, Family } from '../types.ts';

/** What a page gets: WebAssembly in Web Workers, and theory fast enough to follow a slider at 60 frames a second. */

const slider = (act: string): Contest => ({
  title: `theory of 3 networks of 10 layers, ${act}: slowest update (ms)`,
  ours: ['browser', { what: 'slider', networks: 3, depth: 10, act, updates: 60 }],
  quantity: 'milliseconds',
  most: 16,
});

const family: Family = {
  name: 'browser',
  title: 'In Chromium',
  about:
    'Headless Chromium on this machine: WebAssembly in Web Workers, and theory that follows a slider at 60 frames a second.',
  contests: [
    {
      title: 'n = 1000, L = 5, WebAssembly: 10⁹ operations a second and core',
      ours: ['browser', { what: 'rate', width: 1000, depth: 5, points: 1000, inits: 160 }],
      quantity: 'gigaflops',
      least: 20,
    },
    slider('relu'),
    slider('tanh'),
    slider('gelu'),
  ],
};
export default family;
