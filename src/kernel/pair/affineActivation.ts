import type { Activation } from '../../activations/activation.ts';

/** a·x + b as an activation, for normalisations after φ: they compose with it. It appears in kernels only. */
export function affineOf(factor: number, offset: number): Activation {
  return {
    name: 'affine',
    notation: `${factor}·x + ${offset}`,
    formula: `${factor}·x + ${offset}`,
    value: (x) => factor * x + offset,
    derivative: () => factor,
    kinks: [],
    jumps: [],
    graph: () => {
      throw new Error('an affine map of a kernel has no nodes');
    },
  };
}
