/** How each output is spread over the points, in units of the deviation of all outputs together. */
export interface Densities {
  /** Where densities are given. */
  readonly places: readonly number[];
  readonly nodes: readonly { readonly mean: number; readonly density: readonly number[] }[];
}

const PLACES = 121;
/** More curves than this cannot be told apart. */
const MOST_NODES = 12;

/**
 * Densities by a normal kernel of width 0.9 s n^(−1/5) (Silverman 1986, eq. 3.31), s the deviation of a node over the points.
 * @param outputs points × units
 */
export function densitiesOf(outputs: Float32Array, units: number): Densities {
  const points = outputs.length / units;
  const deviation = Math.sqrt(outputs.reduce((sum, x) => sum + x * x, 0) / outputs.length) || 1;
  const nodes = Array.from({ length: Math.min(units, MOST_NODES) }, (_, node) =>
    Float64Array.from({ length: points }, (__, point) => outputs[point * units + node] / deviation),
  );
  const reach = Math.max(
    2,
    ...nodes.flatMap((values) => [quantile(values, 0.002), quantile(values, 0.998)].map(Math.abs)),
  );
  const places = Array.from({ length: PLACES }, (_, i) => 1.15 * reach * ((2 * i) / (PLACES - 1) - 1));
  return { places, nodes: nodes.map((values) => densityOf(values, places)) };
}

function densityOf(values: Float64Array, places: readonly number[]) {
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  const spread = Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / values.length);
  // What does not vary is shown as a narrow peak.
  const step = places[1] - places[0];
  const width = Math.max(step, 0.9 * spread * values.length ** -0.2);
  const total = values.length * width * Math.sqrt(2 * Math.PI);
  const density = places.map(
    (place) => values.reduce((sum, x) => sum + Math.exp(-0.5 * ((place - x) / width) ** 2), 0) / total,
  );
  return { mean, density };
}

function quantile(values: Float64Array, share: number): number {
  return values.toSorted()[Math.floor(share * (values.length - 1))];
}
