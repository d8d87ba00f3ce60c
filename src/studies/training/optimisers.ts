import type { Autodiff, Value } from './autodiff.ts';

export const optimisers = ['sgd', 'adam'] as const;
export type Optimiser = (typeof optimisers)[number];

const ADAM = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };

/** How gradients change parameters. */
export interface Rule {
  /** Running averages kept beside each parameter, which start at 0. */
  readonly averages: number;
  /** The length of step `step`, counted from 1: the learning rate with what depends on the step alone. */
  length(rate: number, step: number): number;
  /** A parameter and its averages after a step; all are consumed. */
  update(
    autodiff: Autodiff,
    parameter: Value,
    gradient: Value,
    averages: readonly Value[],
    length: Value,
  ): readonly [Value, ...Value[]];
}

/** θ ← θ − η g */
const sgd: Rule = {
  averages: 0,
  length: (rate) => rate,
  update: (_autodiff, parameter, gradient, _averages, length) => [parameter.sub(gradient.mul(length))],
};

/**
 * m ← β₁ m + (1 − β₁) g,  v ← β₂ v + (1 − β₂) g²,  θ ← θ − η √(1 − β₂ᵗ)/(1 − β₁ᵗ) · m/(√v + ε)
 *
 * Source: Kingma and Ba 2015 (arXiv 1412.6980), in the order of §2 that spares two divisions.
 */
const adam: Rule = {
  averages: 2,
  length: (rate, step) => (rate * Math.sqrt(1 - ADAM.beta2 ** step)) / (1 - ADAM.beta1 ** step),
  update: ({ numpy }, parameter, gradient, [mean, square], length) => {
    const m = mean.mul(ADAM.beta1).add(gradient.ref.mul(1 - ADAM.beta1));
    const v = square.mul(ADAM.beta2).add(gradient.ref.mul(gradient).mul(1 - ADAM.beta2));
    return [parameter.sub(m.ref.mul(length).div(numpy.sqrt(v.ref).add(ADAM.epsilon))), m, v];
  },
};

export const RULES: Readonly<Record<Optimiser, Rule>> = { sgd, adam };
