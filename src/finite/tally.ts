import { agreementFit } from '../laws/agreementFit.ts';
import type { Estimate } from '../numerics/sampling/controlVariates.ts';
import type { ChainBatch } from './chain.ts';
import type { InfiniteWidth } from './infiniteWidth.ts';
import { complementOf } from './pairKernels.ts';
import { Sample } from './sample.ts';

/**
 * What the draws of the chain add up to:
 *
 *   agreement = E A_K(c_12),   γ = E c / E (1 − c)
 *
 * with c_12 the correlation of the outputs at two points. A pair of given points is drawn at random, and most of what
 * varies between draws is the pair; the same quantity of the same pair at infinite width, whose mean over all pairs is
 * known, takes that away as a control variate. Source: docs/theory §15.
 */
export class Tally {
  draws = 0;
  private readonly sameGuess: (complement: number) => number;
  private readonly agreements: Sample;
  private readonly complements: readonly Sample[];

  constructor(
    classes: number,
    readonly infinite: InfiniteWidth,
    /** Consecutive draws that are not independent. */
    private readonly cluster: number,
  ) {
    this.sameGuess = agreementFit(classes);
    const { agreement, layers } = infinite;
    this.agreements = new Sample(agreement && layers.at(-1)!.complements && agreement.value);
    this.complements = layers.map(({ gamma, complements }) => new Sample(complements && 1 / (1 + gamma!)));
  }

  add({ kernels, points, controls }: ChainBatch): void {
    const { layers } = this.infinite;
    const last = layers.length - 1;
    for (let pair = 0; pair < kernels[0].pairs; pair++) {
      const strayed = controls.map((control) => control[pair]);
      kernels.forEach((kernel, layer) => {
        const complement = complementOf(kernel, pair);
        const atInfinity = points.places && layers[layer].complements?.[points.places.pair[pair]];
        this.complements[layer].add(complement, atInfinity, layer === last ? strayed : []);
        if (layer < last) return;
        const likewise = atInfinity === undefined ? undefined : this.sameGuess(atInfinity);
        this.agreements.add(this.sameGuess(complement), likewise, strayed);
      });
      this.draws++;
    }
  }

  agreement(): Estimate {
    const found = this.agreements.estimate(this.cluster);
    // Equal draws look exact; a network that guesses otherwise may just have been missed.
    const isExact = !this.agreements.isConstant || this.isInfinite(found.value);
    return isExact ? found : { ...found, error: Math.max(found.error, this.cluster / this.draws) };
  }

  /** Of the agreement of a draw, without control variates. */
  skewness(): number {
    return this.agreements.skewness(this.cluster);
  }

  private isInfinite(value: number): boolean {
    const { agreement } = this.infinite;
    return agreement !== undefined && Math.abs(value - agreement.value) < 1e-9;
  }

  /** γ after every layer, that of the readout's outputs last: 1/m − 1 with m = E (1 − c), and its error Δm/m². */
  gammas(): Estimate[] {
    return this.complements.map((sample) => {
      const { value, error } = sample.estimate(this.cluster);
      return { value: 1 / value - 1, error: error > 0 ? error / value ** 2 : 0 };
    });
  }

  /** Of the agreement's control variate, as a ratio of variances. */
  gain(): number {
    return this.agreements.gain(this.cluster);
  }
}
