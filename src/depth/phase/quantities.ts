import { UserError } from '../../errors.ts';
import type { Setup } from '../../setup/setup.ts';
import { type ChainMaps, exactMaps } from '../chain.ts';
import { edgeOfChaos, neutralityLine, varianceKept } from '../critical.ts';
import type { BlockLimit } from '../limit.ts';
import { gammaOf } from '../moments.ts';
import type { Point } from './axis.ts';
import { tabulatedMaps } from './chainTable.ts';
import { type Growth, growthAt } from './growth.ts';
import { PhaseNetwork } from './phaseNetwork.ts';

/** What theory says of a network at a point, and the closed form that it may be held against. */
export interface TheoryValue {
  readonly found: number;
  readonly closed: number | null;
}

/** Quantities of a network over a phase diagram, by theory alone. */
export type TheoryQuantity = 'edge' | 'neutrality' | 'varianceKept' | 'chi1' | 'limit' | 'expectedGamma' | keyof Growth;

/** A network that is asked for many quantities at many points. */
export class PhaseSubject {
  readonly network: PhaseNetwork;

  constructor(readonly setup: Setup) {
    this.network = new PhaseNetwork(setup);
  }

  /** @throws UserError where theory has no answer */
  value(quantity: TheoryQuantity, point: Point): TheoryValue {
    const { network } = this.setup;
    const sigmaB2 = point.sigmaB2 ?? this.setup.init.sigmaB2 ?? 0;
    switch (quantity) {
      case 'edge':
        return alone(edgeOfChaos(network, sigmaB2));
      case 'neutrality':
        return alone(neutralityLine(network, [sigmaB2])[0].sigmaW2);
      case 'varianceKept':
        return alone(varianceKept(network, sigmaB2));
      case 'chi1':
        return alone(this.limit(point).chi1 ?? Number.NaN);
      case 'limit':
        return alone(this.limit(point).gamma);
      case 'expectedGamma':
        return alone(this.gamma(point));
      case 'growth':
      case 'power':
      case 'coefficient':
        return growthAt(this.network, point, tabulatedMaps)[quantity];
    }
  }

  /** γ at the output, as a diagram has it. @throws UserError where theory has no answer */
  gamma(point: Point): number {
    const moments = this.network.output(point, tabulatedMaps);
    if ('reason' in moments) throw unanswered(moments.reason);
    return gammaOf(moments);
  }

  /** @throws UserError where theory has no answer, or nothing repeats */
  limit(point: Point): BlockLimit {
    const limit = this.network.limit(point, this.exact);
    if (limit === undefined) throw unanswered('no block is repeated');
    if ('reason' in limit) throw unanswered(limit.reason);
    return limit;
  }

  /** For single points of networks without max-pools, whose maps take milliseconds. */
  private get exact(): ChainMaps {
    return this.network.pools ? tabulatedMaps : exactMaps;
  }
}

function alone(found: number): TheoryValue {
  return { found, closed: null };
}

function unanswered(reason: string): UserError {
  return new UserError('bad-argument', `theory has no answer at this point: ${reason}`);
}
