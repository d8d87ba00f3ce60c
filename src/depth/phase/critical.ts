import { UserError } from '../../errors.ts';
import type { Part } from '../../network/layer.ts';
import { Network } from '../../network/network.ts';
import { parseNetwork } from '../../network/notation/parse.ts';
import { criticalSigmaW2 } from '../pooledConstants.ts';
import { exactMaps } from './chain.ts';
import { edgeExcess } from './deepLimit.ts';
import { root } from './solve.ts';

/** Every pool up to 8 units divides a vector of so many. */
const UNITS = 840;
/** Where the edge is looked for, from below, by doubling. */
const RANGE = [1e-3, 1e3] as const;

/**
 * The σ_w² at which a repeated block stands at the edge of chaos, χ₁ = 1. Docs/theory §4.
 *
 * @param network with a repeated block, e.g. "50*(dense(100), tanh), dense(10)", or a block alone: "tanh, dense(100)"
 * @param sigmaB2 σ_b² of all its layers
 * @returns relative error about 1e−13
 * @throws UserError `bad-argument` where no σ_w² in [1e−3, 1e3] is critical, or theory cannot follow the block
 */
export function edgeOfChaos(network: Network | string, sigmaB2 = 0): number {
  const block = blockOf(network);
  const layers = block.place([UNITS]);
  const excess = (sigmaW2: number) =>
    edgeExcess({ layers, init: { scheme: 'he', sigmaW2, sigmaB2 }, maps: exactMaps }, { cov: 0, spread: 1 });
  for (let low: number = RANGE[0]; low < RANGE[1]; low *= 2) {
    const found = root(excess, low, 2 * low);
    if (found !== undefined) return found;
  }
  const reason = `chi1 - 1 does not change its sign for sigmaW2 in [${RANGE.join(', ')}]`;
  throw new UserError('bad-argument', `"${block}" has no edge of chaos: ${reason}`);
}

/**
 * The σ_w² at which a repeated block keeps its variance, which [MF] calls the edge of chaos. Docs/theory §5. Network and
 * errors as for `edgeOfChaos`; relative error about 1e−14.
 *
 * @param q the variance to keep; it matters only for activations that are not homogeneous
 */
export function varianceKept(network: Network | string, sigmaB2 = 0, q = 1): number {
  return criticalSigmaW2(blockOf(network), { criterion: 'variance', sigmaB2, q });
}

/**
 * The σ_w² at which infinitely deep networks turn from prejudiced to neutral, γ* = 1, for each σ_b². Docs/theory §4.
 * Network, accuracy and errors as for `edgeOfChaos`.
 */
export function neutralityLine(
  network: Network | string,
  sigmaB2: readonly number[],
): { readonly sigmaB2: number; readonly sigmaW2: number }[] {
  const block = blockOf(network);
  return sigmaB2.map((variance) => ({
    sigmaB2: variance,
    sigmaW2: criticalSigmaW2(block, { criterion: 'neutral', sigmaB2: variance }),
  }));
}

/** The body of the longest repetition, turned so that it ends in weights. */
function blockOf(given: Network | string): Network {
  const { parts } = typeof given === 'string' ? parseNetwork(given, 'the network') : given;
  const repeats = parts.filter((part) => part.kind === 'repeat');
  const longest = [...repeats].sort((a, b) => b.times - a.times)[0];
  const body: readonly Part[] = longest?.body ?? parts;
  const weights = body.findLastIndex((part) => part.kind === 'layer' && part.definition.mixing);
  return new Network([...body.slice(weights + 1), ...body.slice(0, weights + 1)]);
}
