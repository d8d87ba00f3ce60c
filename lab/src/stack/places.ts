import type { Part } from '../../../src/network/layer.ts';
import type { PredictedLayer } from '../../../src/results/schema.ts';
import type { Path } from './edits.ts';

/** A path as the key of a map. */
export function keyOf(path: Path): string {
  return path.join('.');
}

/**
 * What theory says after each part of a stack: one layer for a part that stands once, and one for each turn of a part that is
 * repeated, in their order.
 */
export function layersByPlace(
  parts: readonly Part[],
  layers: readonly PredictedLayer[],
): ReadonlyMap<string, readonly PredictedLayer[]> {
  const found = new Map<string, PredictedLayer[]>();
  const remaining = [...layers];
  const walk = (row: readonly Part[], before: Path) => {
    row.forEach((part, at) => {
      const here = [...before, at];
      if (part.kind === 'repeat') {
        for (let turn = 0; turn < part.times; turn++) walk(part.body, [...here, 'body']);
        return;
      }
      const layer = remaining.shift();
      if (!layer) return;
      const key = keyOf(here);
      found.set(key, [...(found.get(key) ?? []), layer]);
    });
  };
  walk(parts, []);
  return found;
}
