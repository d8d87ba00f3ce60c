/** How numbers are written for people: in the terminal, in reports and on figures alike. */

const MINUS = '−';

/** A number beside its standard error, both as text with the same number of decimals. */
export interface Rounded {
  readonly value: string;
  /** Empty when there is no error to speak of. */
  readonly error: string;
  /** Decimals that both are written with; null in scientific notation and for infinite values. */
  readonly decimals: number | null;
}

/**
 * A value rounded to two significant digits of its standard error: 0.36862 and 0.00371 give "0.3686" and "0.0037".
 * Values from a million on, and those below a thousandth, share one power of ten. Without a usable error the value
 * has four significant digits.
 */
export function roundToError(value: number, error: number | null | undefined): Rounded {
  if (!Number.isFinite(value) || !isError(error, value)) return { value: plain(value), error: '', decimals: null };
  const power = scientificPower(value, error);
  const scale = 10 ** power;
  const decimals = decimalsOf(error / scale);
  const suffix = power === 0 ? '' : `e${power}`;
  return {
    value: fixed(value / scale, decimals) + suffix,
    error: fixed(error / scale, decimals) + suffix,
    decimals: power === 0 ? decimals : null,
  };
}

/** An error of rounding alone, as of a mean of equal numbers. */
const ROUNDING = 1e-12;

/** Whether an error is one of chance: a value with an error of rounding is exact. */
function isError(error: number | null | undefined, value: number): error is number {
  return error != null && Number.isFinite(error) && error > ROUNDING * Math.abs(value) && error > 0;
}

/** "0.3686 ± 0.0037"; without an error just the value. */
export function plusMinus(value: number, error: number | null | undefined): string {
  const rounded = roundToError(value, error);
  return rounded.error ? `${rounded.value} ± ${rounded.error}` : rounded.value;
}

/**
 * A number alone, to `digits` significant digits without trailing zeros: 0.4669, 13.2, 1.32e16, ∞.
 * Null, which stands for what does not exist, is "–".
 */
export function plain(value: number | null | undefined, digits = 4): string {
  if (value == null || Number.isNaN(value)) return '–';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : `${MINUS}∞`;
  if (value === 0) return '0';
  const size = Math.abs(value);
  const text =
    size >= 1e6 || size < 1e-4
      ? value
          .toExponential(Math.min(digits - 1, 2))
          .replace('e+', 'e')
          .replace(/\.?0+e/, 'e')
      : String(Number(value.toPrecision(digits)));
  return text.replace('-', MINUS).replace(`e${MINUS}`, 'e-');
}

/** A share in [0, 1] as a percentage with its error: "50.5 % (±0.4)". */
export function percent(share: number, error?: number | null): string {
  const { value, error: points } = percentParts(share, error);
  return points ? `${value} % (±${points})` : `${value} %`;
}

/** The numbers of `percent` apart: percentage and error, both without the sign. */
export function percentParts(share: number, error?: number | null): { readonly value: string; readonly error: string } {
  // An error that four decimals of a per cent do not show says that the share is exact.
  if (!isError(error, share) || error < 5e-7) return { value: plain(100 * share, 3), error: '' };
  const points = 100 * error;
  const decimals = points >= 9.95 ? 0 : Math.min(4, Math.max(1, -Math.floor(Math.log10(points))));
  return { value: fixed(100 * share, decimals), error: fixed(points, decimals) };
}

/** A share in [0, 1] as a percentage of at most three significant digits: "10 %", "33.3 %", "0.1 %". */
export function barePercent(share: number): string {
  return `${plain(100 * share, 3)} %`;
}

/** How far a measured mean lies from theory, in standard errors: "1.1", "−0.4"; "–" where there is no theory. */
export function zScore(z: number | null): string {
  if (z === null || !Number.isFinite(z)) return '–';
  return fixed(z, Math.abs(z) >= 99.95 ? 0 : 1);
}

/** A ratio as "3.4×", or "12×" from ten on. */
export function times(ratio: number): string {
  if (!Number.isFinite(ratio) || ratio >= 1e6) return `${plain(ratio, 2)}×`;
  if (ratio >= 1000) return `${count(Number(ratio.toPrecision(2)))}×`;
  return `${ratio.toFixed(ratio < 9.95 ? 1 : 0)}×`;
}

/** "1,797". */
export function count(n: number): string {
  return n.toLocaleString('en-US');
}

/** "1 network", "2 networks". */
export function plural(n: number, word: string): string {
  return `${count(n)} ${word}${n === 1 ? '' : 's'}`;
}

/** Seconds as "0.4 s", "42 s" or "3 min 20 s". */
export function duration(seconds: number): string {
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 120) return `${whole} s`;
  return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/**
 * Fixed decimals with a true minus sign, and no minus before zero. Negative decimals round to tens, hundreds and so on:
 * 16292 with −1 is "16290".
 */
export function fixed(value: number, decimals: number): string {
  const size = Math.abs(value);
  const unit = 10 ** Math.max(0, -decimals);
  const text = decimals < 0 ? String(Math.round(size / unit) * unit) : size.toFixed(decimals);
  return value < 0 && Number(text) !== 0 ? MINUS + text : text;
}

/** The decimals that show two significant digits of an error: 0.0037 → 4, 0.0996 → 2 (as 0.10), 12 → 0, 480 → −1. */
function decimalsOf(error: number): number {
  const exponent = Number(error.toExponential(1).split('e')[1]);
  return Math.min(100, 1 - exponent);
}

/** 0 for values and errors that read well as they are. */
function scientificPower(value: number, error: number): number {
  const size = Math.max(Math.abs(value), error);
  return size >= 1e6 || size < 1e-3 ? Math.floor(Math.log10(size)) : 0;
}
