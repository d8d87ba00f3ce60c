import { Histogram } from '../../laws/histogram.ts';
import type { TrueClasses } from '../../laws/trueClasses.ts';
import { type MeasuredValue, zScore } from '../../numerics/sampling/zScore.ts';
import type { Draw } from '../plan/assignment.ts';
import { ClassTally } from './classTally.ts';
import { intraClassCorrelation, Running } from './estimate.ts';
import { agreementsOf, deviationsOf, maxFractionsOf } from './fractions.ts';
import { rootOfMean } from './jackknife.ts';
import { LogitTally } from './logitTally.ts';
import { RatioOfMeans } from './ratioOfMeans.ts';

/**
 * Running statistics over hidden draws. Takes draws in order of their number and keeps a fixed amount of memory, however
 * many there are, but for four numbers a draw (the first network's count of class 0, for the KS distance, and what the
 * jackknife of sd and γ needs).
 */
export class Tally {
  readonly maxFraction = new Running();
  readonly fractions = new Histogram();
  readonly favourites = new Histogram('upper');
  /** Count of class 0 by the first network of every draw: independent draws of N·G₀. */
  readonly firstCounts: number[] = [];
  tied = 0;
  /** Pairs of point and network with equal outputs, and networks of which all points have them. */
  readonly equal = { points: 0, networks: 0 };
  notNumbers = 0;
  /** Draws in which a factor of a Gram matrix did not keep the overlaps, and layers drew all weights instead. */
  unfactoredDraws = 0;
  private readonly counted = new Running();
  private readonly countedWithin = new Running();
  private readonly fromFeatures = new Running();
  private readonly difference = new Running();
  /** Σ_c (G_c − 1/K)²/K, mean over the networks of each draw. */
  private readonly squares: number[] = [];
  private readonly ratio = new RatioOfMeans();
  private readonly layerRatios: RatioOfMeans[] = [];
  /** By layer: of units with the same value on all points. */
  private readonly constantShares: Running[] = [];
  private readonly classTally?: ClassTally;
  private readonly logitTally = new LogitTally();
  private readonly headTally: Running[] = [];

  constructor(
    readonly classes: number,
    readonly points: number,
    readonly readouts: number,
    readonly truth?: TrueClasses,
  ) {
    this.classTally = truth && new ClassTally(truth, classes, readouts);
  }

  add(draw: Draw): void {
    const { classes, points } = this;
    const agreements = summarise(agreementsOf(draw.counts, classes, points));
    const favourites = maxFractionsOf(draw.counts, classes, points);
    this.counted.add(agreements.mean);
    this.countedWithin.add(agreements.variance);
    if (draw.agreement !== undefined) {
      this.fromFeatures.add(draw.agreement);
      this.difference.add(agreements.mean - draw.agreement);
    }
    this.maxFraction.add(summarise(favourites).mean);
    this.squares.push(summarise(deviationsOf(draw.counts, classes, points)).mean);
    this.ratio.add(draw.correlation, draw.complement);
    draw.trace?.forEach(([correlation, complement, constant = 0], layer) => {
      this.layerRatios[layer] ??= new RatioOfMeans();
      this.constantShares[layer] ??= new Running();
      this.constantShares[layer].add(constant);
      this.layerRatios[layer].add(correlation, complement);
    });
    if (draw.byClass) this.classTally?.add(draw.byClass);
    if (draw.logits) this.logitTally.add(draw.logits);
    draw.head?.forEach((value, place) => {
      this.headTally[place] ??= new Running();
      this.headTally[place].add(value);
    });
    for (const count of draw.counts) this.fractions.add(count / points);
    for (const fraction of favourites) this.favourites.add(fraction);
    this.firstCounts.push(draw.counts[0]);
    this.tied += draw.tied;
    this.notNumbers += draw.notNumbers;
    this.equal.points += draw.equal?.points ?? 0;
    this.equal.networks += draw.equal?.networks ?? 0;
    if (draw.unfactored) this.unfactoredDraws++;
  }

  /** Undefined without true classes, and where older blocks of a run lack them. */
  get byClass(): ClassTally | undefined {
    return this.classTally?.draws === this.draws ? this.classTally : undefined;
  }

  /** Undefined where the outputs of a draw are no logits, or overflowed. */
  get logits(): LogitTally | undefined {
    return this.draws > 0 && this.logitTally.draws === this.draws ? this.logitTally : undefined;
  }

  /** Numbers of the head; undefined where it needs none, or outputs of a draw overflowed. */
  get head(): readonly Running[] | undefined {
    return this.headTally.length > 0 && this.headTally[0].count === this.draws ? this.headTally : undefined;
  }

  get draws(): number {
    return this.counted.count;
  }

  /** From the features where every draw has it, else by counting. */
  get agreement(): Running {
    return this.fromFeatures.count === this.draws ? this.fromFeatures : this.counted;
  }

  /** By counting the guesses; undefined where agreement itself is. */
  get agreementCounted(): Running | undefined {
    return this.agreement === this.counted ? undefined : this.counted;
  }

  /** Counted agreement less that of the features, in standard errors of their difference: null without both. */
  agreementGap(): number | null {
    return this.agreementCounted ? zScore(this.difference.value(), this.draws, 0) : null;
  }

  /** Standard deviation of a guess fraction, the root of a mean over draws. */
  sd(): MeasuredValue {
    return rootOfMean(this.squares);
  }

  /** γ of the kernel that the readout sees: mean correlation over mean complement, averaged over pairs and draws. */
  gamma(): MeasuredValue {
    return this.ratio.value();
  }

  /** γ after every layer before the readout, over the traced draws. */
  layerGammas(): MeasuredValue[] {
    return this.layerRatios.map((ratio) => ratio.value());
  }

  /** Share of the units of a traced layer that have the same value on all points; undefined where there are none. */
  constantUnits(layer: number): MeasuredValue | undefined {
    const share = this.constantShares.at(layer);
    return share && share.mean > 0 ? share.value() : undefined;
  }

  /** Of agreement by counting; null with a single readout or draw, where it cannot be seen. */
  intraClassCorrelation(): number | null {
    if (this.readouts < 2 || this.draws < 2) return null;
    return intraClassCorrelation(this.counted.variance, this.countedWithin.mean, this.readouts);
  }
}

function summarise(values: Float64Array): Running {
  const running = new Running();
  for (const value of values) running.add(value);
  return running;
}
