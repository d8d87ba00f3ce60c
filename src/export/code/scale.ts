import type { Fans } from '../../network/schemes/scheme.ts';

/** A variance in the words in which initialisations are written: scale/fan, or sd² whatever the fans. */
export interface Scale {
  readonly over: 'fan_in' | 'fan_out' | 'fan_avg' | 'nothing';
  /** variance · fan; over nothing the variance itself. */
  readonly scale: number;
}

export type Sizes = Pick<Fans, 'fanIn' | 'fanOut'>;

/** σ_w² that initialisations have names for: He, LeCun and Glorot, PyTorch's layers, gains of tanh and SELU. */
const COMMON = [1, 2, 1 / 3, 25 / 9, 9 / 16];

/**
 * The shortest way to write a variance; all of them are the same number.
 * @param constant what stands for the variance where it depends on no fan: the deviation of a normal, the limit of a uniform law
 */
export function scaleOf(variance: number, { fanIn, fanOut }: Sizes, constant = Math.sqrt(variance)): Scale {
  const scales: readonly Scale[] = [
    { over: 'fan_in', scale: variance * fanIn },
    { over: 'fan_avg', scale: (variance * (fanIn + fanOut)) / 2 },
    { over: 'fan_out', scale: variance * fanOut },
  ];
  const common = scales.find(({ scale }) => COMMON.some((one) => isSame(scale, one)));
  if (common) return common;
  if (isShort(constant)) return { over: 'nothing', scale: variance };
  return scales.find(({ scale }) => isShort(scale)) ?? scales[0]!;
}

export function isSame(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-9 * Math.abs(b);
}

/** A number as Python: 2.0, 0.02, 1 / 3. */
export function number(value: number): string {
  for (const denominator of [3, 9, 6, 12]) {
    const numerator = value * denominator;
    if (!isShort(value) && isSame(numerator, Math.round(numerator)) && Math.abs(numerator) < 1000) {
      return `${Math.round(numerator)} / ${denominator}`;
    }
  }
  return decimal(Number(value.toPrecision(12)));
}

/** Without fractions: 2.0, 0.02. */
function decimal(value: number): string {
  const text = String(value);
  return text.includes('e') || text.includes('.') ? text : `${text}.0`;
}

/** The shortest decimal that is the same number in single precision. */
export function single(value: number): string {
  const short = [6, 7, 8].map((digits) => Number(value.toPrecision(digits)));
  return decimal(short.find((each) => Math.fround(each) === Math.fround(value)) ?? value);
}

/** √value, as a number where it is a short one. */
export function root(value: number): string {
  const sd = Math.sqrt(value);
  return isShort(sd) ? number(sd) : `math.sqrt(${number(value)})`;
}

function isShort(value: number): boolean {
  return Math.abs(value) >= 1e-6 && isSame(value, Number(value.toPrecision(4)));
}

/** The variance in Python. @param weight the tensor whose fan is meant */
export function inPython({ over, scale }: Scale, weight: string, fans: Sizes | undefined): string {
  if (over === 'nothing' || !fans) return number(scale);
  if (over === 'fan_in') return `${number(scale)} / fan_in(${weight})`;
  return `${number(scale)} / ${over === 'fan_out' ? fans.fanOut : (fans.fanIn + fans.fanOut) / 2}`;
}
