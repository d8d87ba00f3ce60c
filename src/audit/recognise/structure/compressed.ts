import type { Part } from '../../../network/layer.ts';
import { avgPool, maxPool } from '../../../network/layers/convolution/pool.ts';
import { repeat } from '../../../network/network.ts';
import { formatNetwork } from '../../../network/notation/format.ts';

/** Layers in a row with blocks that repeat written once: `relu, 3*(conv(8, 3), relu)`. */
export function compressed(layers: readonly Part[]): Part[] {
  const texts = layers.map((layer) => formatNetwork([layer]));
  const found: Part[] = [];
  for (let at = 0; at < layers.length; ) {
    const { period, times } = longestRepetition(texts, at);
    const later = longestRepetition(texts, at + 1);
    // A cycle that may begin at several places does not begin with an activation or a pool: `relu, 2*(conv, relu)`.
    const isCycle = later.times === times && later.period === period;
    const waits = times > 1 && isCycle && endsBlocks(layers[at]);
    const count = waits || times === 1 ? 1 : period;
    const body = layers.slice(at, at + count);
    found.push(...(times > 1 && !waits ? [repeat(times, ...compressed(body))] : body));
    at += waits ? 1 : period * times;
  }
  return found;
}

function endsBlocks(part: Part): boolean {
  if (part.kind === 'repeat') return false;
  const { definition } = part;
  return definition.family === 'activation' || definition === maxPool.definition || definition === avgPool.definition;
}

/** The repetition from a place on that covers most layers; of those the one with the shortest block. */
function longestRepetition(texts: readonly string[], at: number): { readonly period: number; readonly times: number } {
  let best = { period: 1, times: 1 };
  for (let period = 1; at + 2 * period <= texts.length; period++) {
    let times = 1;
    while (repeatsAt(texts, at, period, times)) times++;
    if (times > 1 && period * times > best.period * best.times) best = { period, times };
  }
  return best;
}

function repeatsAt(texts: readonly string[], at: number, period: number, times: number): boolean {
  const next = at + period * times;
  if (next + period > texts.length) return false;
  for (let i = 0; i < period; i++) if (texts[next + i] !== texts[at + i]) return false;
  return true;
}
