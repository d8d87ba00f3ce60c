import type { WeightLaw } from '../graph/graph.ts';

export const schemes = ['he', 'glorot', 'lecun', 'torch'] as const;
export type Scheme = (typeof schemes)[number];

export const weightLaws = ['gaussian', 'uniform', 'truncated', 'orthogonal'] as const;
export type Law = (typeof weightLaws)[number];

/** How the weights of a whole network are drawn. A layer's own sigmaW2 and sigmaB2 come first, then these, then the scheme. */
export interface Initialisation {
  /** Default "he". */
  readonly scheme: Scheme;
  /** Default: uniform for the torch scheme, gaussian otherwise. */
  readonly law?: Law;
  /** σ_w²: variance of a weight times the fan-in, for every layer without its own. */
  readonly sigmaW2?: number;
  /** σ_b²: variance of a bias, for every layer without its own. */
  readonly sigmaB2?: number;
}

export const he: Initialisation = { scheme: 'he' };

/** The inputs that one unit sees, the two variances that theory needs, and the laws that the program draws from. */
export interface Scales {
  readonly fanIn: number;
  /** σ_w² = fan-in × variance of a weight. */
  readonly sigmaW2: number;
  /** σ_b² = variance of a bias. */
  readonly sigmaB2: number;
  readonly weights: WeightLaw;
  /** Undefined without biases. */
  readonly biases?: WeightLaw;
}

/**
 * Scales of one layer:
 *
 *   he σ_w² = 2 · lecun 1 · glorot 2 fan-in/(fan-in + fan-out) · torch 1/3, with σ_b² = 1/(3 fan-in) for torch, else 0.
 *
 * He is 2/fan-in for every activation. Torch is PyTorch's default, kaiming_uniform_(a=√5): uniform on ±1/√fan-in.
 * Orthogonal matrices leave biases Gaussian. Source: docs/theory §2.
 */
export function scales(
  init: Initialisation,
  fanIn: number,
  fanOut: number,
  own: { readonly sigmaW2?: number; readonly sigmaB2?: number },
): Scales {
  const sigmaW2 = own.sigmaW2 ?? init.sigmaW2 ?? schemeSigmaW2(init.scheme, fanIn, fanOut);
  const sigmaB2 = own.sigmaB2 ?? init.sigmaB2 ?? (init.scheme === 'torch' ? 1 / (3 * fanIn) : 0);
  const law = effectiveLaw(init);
  const biasLaw = law === 'orthogonal' ? 'gaussian' : law;
  return {
    fanIn,
    sigmaW2,
    sigmaB2,
    weights: { law, variance: sigmaW2 / fanIn },
    biases: sigmaB2 > 0 ? { law: biasLaw, variance: sigmaB2 } : undefined,
  };
}

/** The law weights are drawn from when none is named. */
export function effectiveLaw(init: Initialisation): Law {
  return init.law ?? (init.scheme === 'torch' ? 'uniform' : 'gaussian');
}

function schemeSigmaW2(scheme: Scheme, fanIn: number, fanOut: number): number {
  switch (scheme) {
    case 'he':
      return 2;
    case 'lecun':
      return 1;
    case 'glorot':
      return (2 * fanIn) / (fanIn + fanOut);
    case 'torch':
      return 1 / 3;
  }
}
