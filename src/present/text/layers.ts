import { roundToError } from '../../results/format.ts';
import type { Paint } from './paint.ts';
import { theoryBeside } from './quantities.ts';
import { table } from './table.ts';
import { truncate } from './wrap.ts';

/** A layer of a measurement, or of a prediction (measured is undefined). */
export interface TracedLayer {
  readonly layer: string;
  readonly measured?: { readonly gamma: number; readonly standardError: number };
  readonly theory: number | null;
  /** Where theory sampled the value. */
  readonly theoryError?: number;
}

const BAR = 20;
/** More layers than this are shown from both ends. */
const MOST = 16;

/**
 * The bias ratio after each layer, one line a layer, with a bar of the correlation c = γ/(1+γ) of two inputs: empty at
 * no bias, half at γ = 1, full where all inputs look alike.
 *
 * @param width columns to stay within
 * @param titles of the two columns of numbers
 */
export function layerLines(
  layers: readonly TracedLayer[],
  width: number,
  paint: Paint,
  titles = { measured: 'measured', theory: 'theory' },
): string[] {
  if (layers.length === 0) return [];
  const measuring = layers.some(({ measured }) => measured);
  const isBesideTheory = !measuring || layers.some(({ theory }) => theory !== null);
  const rows = layers.map(({ layer, measured, theory, theoryError }, index) => {
    const name = `${String(index + 1).padStart(String(layers.length).length)} ${truncate(layer, Math.min(32, width - 44))}`;
    const rounded = roundToError(measured?.gamma ?? NaN, measured?.standardError);
    const expected = measured ? theoryBeside(theory, theoryError, rounded) : roundToError(theory ?? NaN, theoryError);
    return [name, ...(measuring ? [rounded] : []), ...(isBesideTheory ? [expected] : [])];
  });
  const [header, ...lines] = table(
    ['gamma after layer', ...(measuring ? [titles.measured] : []), ...(isBesideTheory ? [titles.theory] : [])],
    rows,
  );
  const taken = Math.max(header.length, ...lines.map((line) => line.length)) + 3;
  const length = Math.min(BAR, width - taken);
  const drawn = lines.map((line, index) => {
    const { measured, theory } = layers[index];
    const gamma = measured?.gamma ?? theory;
    const drawing = gamma === null || length < BAR / 2 ? '' : bar(gamma, length);
    return drawing ? `${line.padEnd(taken)}${paint.measured(drawing)}` : line;
  });
  return [paint.muted(header), ...middleLeftOut(drawn, paint)];
}

function bar(gamma: number, length: number): string {
  const correlation = gamma === Infinity ? 1 : Math.max(0, gamma / (1 + gamma));
  const eighths = Math.round(8 * length * correlation);
  const rest = eighths % 8;
  return '█'.repeat(Math.floor(eighths / 8)) + (rest > 0 ? ' ▏▎▍▌▋▊▉'[rest] : '');
}

function middleLeftOut(lines: readonly string[], paint: Paint): string[] {
  if (lines.length <= MOST) return [...lines];
  const kept = MOST / 2 - 1;
  return [...lines.slice(0, kept), paint.muted(`  … ${lines.length - 2 * kept} more layers …`), ...lines.slice(-kept)];
}
