import type { Parameter } from '../../plan/auditPlan.ts';
import type { ParameterLaw } from '../../run/auditAssignment.ts';
import { roleLaw } from '../roleLaw.ts';
import { distance } from './fits.ts';
import { type Moments, scaled } from './moments.ts';
import { isOrthonormal } from './orthonormal.ts';
import { shapes } from './shapes.ts';

/** A law that the numbers of a parameter may have been drawn from. */
export interface Candidate {
  readonly law: ParameterLaw;
  /** The initialisations that draw the parameter so. */
  readonly words: readonly string[];
  /** Standard errors between the scale of the numbers and that of the law; 0 where it is exact. */
  readonly away: number;
  /** Numbers needed to tell the law from others; 0 where a few are enough. */
  readonly enough: number;
  /** Of the numbers over the deviation of the law, where they are independent, and the shape of the law. */
  readonly standardised?: { readonly shape: keyof typeof shapes; readonly moments: Moments };
}

/** The laws that fit, out of those by which these initialisations draw the parameter; the nearest first. */
export function candidatesOf(
  parameter: Parameter,
  values: Float32Array,
  moments: Moments,
  words: readonly string[],
): Candidate[] {
  const byLaw = new Map<string, { readonly law: ParameterLaw; readonly words: string[] }>();
  const { kind } = parameter;
  const readings = kind === 'attention' || kind === 'attentionOutput' ? [kind, 'dense' as const] : [kind];
  for (const [word, reading] of words.flatMap((word) => readings.map((reading) => [word, reading] as const))) {
    const law = roleLaw({ ...parameter, kind: reading }, word);
    if (!law) continue;
    const key = JSON.stringify(law, rounded);
    const same = byLaw.get(key);
    if (same) same.words.push(word);
    else byLaw.set(key, { law, words: [word] });
  }
  return [...byLaw.values()]
    .flatMap(({ law, words: ofLaw }) => {
      const fit = fitOf(law, parameter.dims, values, moments);
      return fit ? [{ law, words: ofLaw, ...fit }] : [];
    })
    .sort((one, other) => one.away - other.away);
}

/** Laws whose numbers differ by the rounding of their arithmetic are one. */
function rounded(_: string, value: unknown): unknown {
  return typeof value === 'number' ? value.toPrecision(12) : value;
}

type Fit = Pick<Candidate, 'away' | 'enough' | 'standardised'>;

const EXACT: Fit = { away: 0, enough: 0 };

function fitOf(law: ParameterLaw, dims: readonly number[], values: Float32Array, moments: Moments): Fit | undefined {
  switch (law.law) {
    case 'constant':
      return moments.constant === Math.fround(law.value) ? EXACT : undefined;
    case 'blocks':
      return blocksFit(law.rows, values) ? EXACT : undefined;
    case 'orthogonal':
      return isOrthogonal(values, dims[0], law.variance) ? EXACT : undefined;
    case 'gaussian':
    case 'uniform':
    case 'truncated': {
      const standardised = { shape: law.law, moments: scaled(moments, Math.sqrt(law.variance)) };
      const away = distance(standardised.moments, shapes[law.law]);
      return away === undefined ? undefined : { away, enough: shapes[law.law].enough, standardised };
    }
    default:
      return undefined;
  }
}

/** Only constants and orthogonal matrices come in blocks. */
function blocksFit(blocks: Extract<ParameterLaw, { law: 'blocks' }>['rows'], values: Float32Array): boolean {
  const width = values.length / blocks.reduce((sum, { count }) => sum + count, 0);
  let row = 0;
  return blocks.every(({ count, law }) => {
    const block = values.subarray(row * width, (row + count) * width);
    row += count;
    return law.law === 'constant' ? block.every((x) => x === law.value) : isOrthogonal(block, count, law.variance);
  });
}

function isOrthogonal(values: Float32Array, rows: number, variance: number): boolean {
  const columns = values.length / rows;
  return isOrthonormal(values, rows, columns, Math.sqrt(variance * Math.max(rows, columns)));
}
