import { saysAllEqual } from '../../../data/remarks/inspect.ts';
import { NO_BIASES } from '../../../network/standIn.ts';
import { ALL_EQUAL, STEADY } from '../../../results/finding.ts';
import { fixed, plain, plural } from '../../../results/format.ts';
import { capital, layerName, listed } from '../../../results/words.ts';
import { isSaturated } from '../numbers.ts';
import type { ExplainedLayer, Explanation, Role, Worth } from '../schema.ts';
import { alternativesInWords } from './alternativesInWords.ts';
import { dataInWords } from './dataInWords.ts';

/**
 * Where the bias comes from in words: introduced, grown and reduced where, what the layers that matter most are worth, and
 * which direction of the data makes it.
 */
export function summaryOf({
  layers,
  alternatives,
  data,
  measurement,
}: Pick<Explanation, 'layers' | 'alternatives' | 'data' | 'measurement'>): string {
  if (measurement.notes.some(saysAllEqual)) return ALL_EQUAL;
  const parts = [
    story(layers),
    alternatives ? alternativesInWords(alternatives) : '',
    isSaturated({ measurement }) ? lnWorthInWords(layers) : worthInWords(layers, measurement.agreement.mean),
    data ? dataInWords(data) : '',
  ];
  return parts.filter(Boolean).join(' ');
}

function story(layers: readonly ExplainedLayer[]): string {
  const events = [
    happening(layers, 'born', 'is introduced'),
    happening(layers, 'amplifies', 'grows'),
    happening(layers, 'removes', 'is reduced'),
  ].filter((event) => event !== undefined);
  if (events.length === 0) return 'No layer makes, amplifies or reduces a bias.';
  const born = layers.some(({ role }) => role === 'born');
  return `The bias ${listed(born ? events : ['comes with the data', ...events])}.`;
}

/** "grows in layers 4 and 6 (relu)", or nothing. */
function happening(layers: readonly ExplainedLayer[], role: Role, verb: string): string | undefined {
  const indices = layers.flatMap((layer, index) => (layer.role === role ? [index] : []));
  return indices.length === 0 ? undefined : `${verb} in ${placesOf(layers, indices)}`;
}

/** More places than this are counted instead. */
const MOST_PLACES = 6;

function placesOf(layers: readonly ExplainedLayer[], indices: readonly number[]): string {
  if (indices.length > MOST_PLACES) {
    const strength = (index: number) => Math.abs(Math.log(layers[index].change?.mean ?? 1));
    const most = indices.reduce((best, next) => (strength(next) > strength(best) ? next : best));
    return `${plural(indices.length, 'layer')}, most in layer ${most + 1} (${layerName(layers[most].layer)})`;
  }
  const names = [...new Set(indices.map((index) => layerName(layers[index].layer)))];
  const groups = names.map((name) => {
    const same = indices.filter((index) => layerName(layers[index].layer) === name).map((index) => String(index + 1));
    return `${same.length > 1 ? 'layers' : 'layer'} ${listed(same)} (${name})`;
  });
  return listed(groups);
}

/** A worth below this is not worth a word. */
const SMALL = 0.01;

/** The layer that adds most to the agreement and the one that takes most away, where they stand out of their errors. */
function worthInWords(layers: readonly ExplainedLayer[], measured: number): string {
  const sure = layers.flatMap((layer, index) => {
    const { worth } = layer;
    return worth && Math.abs(worth.mean) > Math.max(SMALL, 2 * worth.standardError) ? [{ layer, index, worth }] : [];
  });
  const [most] = [...sure].sort((a, b) => b.worth.mean - a.worth.mean).filter(({ worth }) => worth.mean > 0);
  const [least] = [...sure].sort((a, b) => a.worth.mean - b.worth.mean).filter(({ worth }) => worth.mean < 0);
  const [first, second] = most ? [most, least] : [least, undefined];
  if (!first) return '';
  const without = ({ layer, index }: (typeof sure)[number]) => withoutWords(layer, index);
  const [instead, now] = [first.worth.without, base(first.worth, measured)].map(size);
  const other = second ? `; ${without(second)} it would be ${size(second.worth.without)}` : '';
  return `${capital(without(first))} the agreement would be ${instead} instead of ${now}${other}.`;
}

/** The same in γ, where agreement is saturated: the layer that adds most. */
function lnWorthInWords(layers: readonly ExplainedLayer[]): string {
  const [most] = layers
    .flatMap((layer, index) => {
      const lnGamma = layer.worth?.lnGamma;
      const sure = lnGamma && lnGamma.mean > Math.max(Math.log(STEADY), 2 * lnGamma.standardError);
      return sure ? [{ layer, index, worth: layer.worth!, lnGamma: lnGamma.mean }] : [];
    })
    .sort((a, b) => b.lnGamma - a.lnGamma);
  if (!most) return '';
  const { layer, index, worth, lnGamma } = most;
  const without = plain(worth.gammaWithout.mean, 3);
  const now = plain(worth.gammaWithout.mean * Math.exp(lnGamma), 3);
  return `${capital(withoutWords(layer, index))} gamma would be ${without} instead of ${now}.`;
}

/** "without relu in layer 2", "without the biases of layer 3 (dense)". */
function withoutWords({ layer, worth }: ExplainedLayer, index: number): string {
  if (worth?.standIn === NO_BIASES) return `without the biases of layer ${index + 1} (${layerName(layer)})`;
  return `without ${layerName(layer)} in layer ${index + 1}`;
}

/** What the agreement without a layer is compared with: theory's of the whole network, or the measured one. */
function base({ method, without, mean }: Worth, measured: number): number {
  return method === 'theory' ? without + mean : measured;
}

function size(agreement: number): string {
  return fixed(agreement, 2);
}
