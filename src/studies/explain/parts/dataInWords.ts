import { fixed, percent, plain } from '../../../results/format.ts';
import type { DataDirections, Direction } from '../schema.ts';

/** A share or a change of agreement below this is not worth a word. */
const SMALL = 0.01;
/** From here on a share is all. */
const ALL = 0.995;

/** Which direction of the data the bias comes from, in a sentence or two; none where there is no bias to speak of. */
export function dataInWords(data: DataDirections): string {
  const [whole, mean] = data.directions;
  const component = data.directions.find(({ without }) => without === 'component');
  const image = `the mean ${data.pictures ? 'image' : 'point'} of the data`;
  return [meanInWords(image, whole, mean), component && componentInWords(whole, component)].filter(Boolean).join(' ');
}

function meanInWords(image: string, whole: Direction, left: Direction): string {
  if (left.gammaShare === null) return '';
  const { mean: share, standardError } = left.gammaShare;
  if (share === 0 && standardError === 0) return `None of the bias comes from ${image}, which is zero.`;
  const agreement = insteadOf(left, whole);
  if (share >= ALL) return `All of the bias (gamma) comes from ${image}: centred, ${agreement}.`;
  if (Math.abs(share) <= Math.max(SMALL, 2 * standardError)) {
    return standardError < SMALL ? `Hardly any of the bias comes from ${image}.` : '';
  }
  if (share < 0) {
    const [now, then] = [whole, left].map(({ gamma }) => plain(gamma.mean, 3));
    return `Without ${image} the bias would be larger: gamma ${then} instead of ${now}.`;
  }
  return `Of the bias (gamma), ${percent(share, standardError)} comes from ${image}: centred, ${agreement}.`;
}

/** Agreement, as a component without a mean moves pairs apart and together alike, which γ does not see. */
function componentInWords(whole: Direction, left: Direction): string {
  const { agreementShare: share } = left;
  const sure = share !== null && Math.abs(share.mean) > 2 * share.standardError;
  if (!sure || Math.abs(left.agreement.mean - whole.agreement.mean) < SMALL) return '';
  return `Without the first principal component of the data the agreement would be ${size(left)} instead of ${size(whole)}.`;
}

/** In agreement, or in γ where agreement shows no difference. */
function insteadOf(left: Direction, whole: Direction): string {
  if (size(left) !== size(whole)) return `the agreement would be ${size(left)} instead of ${size(whole)}`;
  const [now, then] = [whole, left].map(({ gamma }) => plain(gamma.mean, 3));
  return `gamma would be ${then} instead of ${now}`;
}

function size({ agreement }: Direction): string {
  return fixed(agreement.mean, 2);
}
