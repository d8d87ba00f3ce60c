import type { LogitDraw } from '../draw/logits.ts';
import { AcrossNetworks } from './acrossNetworks.ts';
import { Running } from './estimate.ts';
import { rootOfMean } from './jackknife.ts';

/** Running statistics over hidden draws of the losses and the scale of the outputs. */
export class LogitTally {
  readonly loss = new AcrossNetworks();
  readonly topProbability = new Running();
  readonly entropy = new Running();
  private readonly spreads: number[] = [];
  private readonly covs: number[] = [];

  add({ loss, lossSquare, topProbability, entropy, spread, cov }: LogitDraw): void {
    this.loss.add(loss, lossSquare);
    this.topProbability.add(topProbability);
    this.entropy.add(entropy);
    this.spreads.push(spread);
    this.covs.push(cov);
  }

  get draws(): number {
    return this.loss.draws;
  }

  /** Standard deviation of an output from point to point. */
  sdPoints() {
    return rootOfMean(this.spreads);
  }

  /** Standard deviation, from initialisation to initialisation, of the mean of an output over the points. */
  sdInitialisations() {
    return rootOfMean(this.covs);
  }
}
