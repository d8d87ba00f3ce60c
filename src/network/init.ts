import type { WeightLaw } from '../graph/graph.ts';
import { type ChosenScheme, parseScheme } from './schemes/index.ts';
import type { Drawn, Fans, WeightKind } from './schemes/scheme.ts';

export const weightLaws = ['gaussian', 'uniform', 'truncated', 'orthogonal'] as const;
export type Law = (typeof weightLaws)[number];

/** How the weights of a whole network are drawn. A layer's own sigmaW2 and sigmaB2 come first, then these, then the scheme. */
export interface Initialisation {
  /** In the notation: "he", "torch", "kaiming_normal(mode=fan_out)". */
  readonly scheme: string;
  /** In place of the law of the scheme, with its variances. */
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

/** What is asked about: which kind of weights, of which size. */
export interface Weights extends Fans {
  readonly kind: WeightKind;
}

/**
 * Scales of one layer: its own variances first, then those of all layers, then those of the scheme. The law is the
 * scheme's unless another is named. Biases have the law of the weights; orthogonal matrices leave them Gaussian.
 */
export function scales(
  init: Initialisation,
  { kind, ...fans }: Weights,
  own: { readonly sigmaW2?: number; readonly sigmaB2?: number },
): Scales {
  const { fanIn } = fans;
  const drawn = drawnBy(parseScheme(init.scheme), kind, fans);
  const sigmaW2 = own.sigmaW2 ?? init.sigmaW2 ?? drawn.sigmaW2;
  const sigmaB2 = own.sigmaB2 ?? init.sigmaB2 ?? drawn.sigmaB2 ?? 0;
  const law = otherLaw(init) ?? drawn.law;
  const biasLaw = law === 'orthogonal' ? 'gaussian' : law;
  return {
    fanIn,
    sigmaW2,
    sigmaB2,
    weights: { law, variance: sigmaW2 / fanIn },
    biases: sigmaB2 > 0 ? { law: biasLaw, variance: sigmaB2 } : undefined,
  };
}

/** How entries of token embeddings are drawn: N(0, 1) unless the scheme has a word on them. */
export function embeddingLaw(init: Initialisation, features: number): WeightLaw {
  const { scheme, args } = parseScheme(init.scheme);
  return scheme.embedding?.(features, args) ?? scheme.entries?.(args) ?? { law: 'gaussian', variance: 1 };
}

/** Entries of learned tokens and positions begin with standard deviation 0.02 in BERT, GPT-2 and ViT. */
const POSITIONS: WeightLaw = { law: 'gaussian', variance: 0.0004 };

/** How entries of learned positions and class tokens are drawn. */
export function positionLaw(init: Initialisation): WeightLaw {
  const { scheme, args } = parseScheme(init.scheme);
  return scheme.positions?.(args) ?? scheme.entries?.(args) ?? POSITIONS;
}

/** The law weights are drawn from when none is named. */
export function effectiveLaw(init: Initialisation): Law {
  return init.law ?? usualLaw(init);
}

/** Whether layers have biases by themselves. */
export function drawsBiases({ scheme }: Initialisation): boolean {
  return (drawnBy(parseScheme(scheme), 'dense', SOME).sigmaB2 ?? 0) > 0;
}

/** Whether convolutions are 0 but for the centre of their kernel. */
export function isCentreOnly({ scheme }: Initialisation): boolean {
  return parseScheme(scheme).scheme.centreOnly ?? false;
}

/** Two sizes without a common ratio: what is the same for both does not depend on the size. */
const SOME: Fans = { fanIn: 7, fanOut: 11, units: 11 };
const OTHER: Fans = { fanIn: 26, fanOut: 5, units: 5 };

/** Variances that dense layers of all sizes have in common; undefined where they differ. */
export function commonScales(init: Initialisation): { readonly sigmaW2?: number; readonly sigmaB2?: number } {
  const [one, other] = [SOME, OTHER].map((fans) => scales(init, { kind: 'dense', ...fans }, {}));
  return {
    ...(one.sigmaW2 === other.sigmaW2 && { sigmaW2: one.sigmaW2 }),
    ...(one.sigmaB2 === other.sigmaB2 && { sigmaB2: one.sigmaB2 }),
  };
}

/** The law that was asked for in place of the scheme's own. */
function otherLaw(init: Initialisation): Law | undefined {
  return init.law === usualLaw(init) ? undefined : init.law;
}

function usualLaw({ scheme }: Initialisation): Law {
  return drawnBy(parseScheme(scheme), 'dense', SOME).law;
}

function drawnBy({ scheme, args }: ChosenScheme, kind: WeightKind, fans: Fans): Drawn {
  return (scheme[kind] ?? scheme.dense)(fans, args);
}
