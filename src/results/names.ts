import type { Measurement } from './schema.ts';

/**
 * Names that tell measurements apart: the network, with the data, preprocessing or number of points where these differ
 * too, and the seed where nothing else does.
 */
export function namesOf(measurements: readonly Measurement[]): string[] {
  const differ = (part: (m: Measurement) => unknown) => new Set(measurements.map(part)).size > 1;
  const parts: ((m: Measurement) => string)[] = [(m) => m.network];
  if (differ((m) => m.data)) parts.push((m) => ` on ${m.data}`);
  else if (differ((m) => m.points)) parts.push((m) => `, ${m.points} points`);
  if (differ((m) => m.preprocess)) parts.push((m) => `, ${m.preprocess}`);
  if (differ((m) => JSON.stringify(m.experiment.init))) parts.push((m) => `, ${initName(m)}`);
  const names = measurements.map((m) => parts.map((part) => part(m)).join(''));
  if (new Set(names).size === names.length) return names;
  return names.map((name, row) => `${name}, seed ${measurements[row].seed}`);
}

/** "he gaussian, σ_w² 1.5". */
function initName({ experiment: { init } }: Measurement): string {
  const variances = [
    init.sigmaW2 === undefined ? '' : `, σ_w² ${init.sigmaW2}`,
    init.sigmaB2 === undefined ? '' : `, σ_b² ${init.sigmaB2}`,
  ];
  return `${init.scheme} ${init.law}${variances.join('')}`;
}
