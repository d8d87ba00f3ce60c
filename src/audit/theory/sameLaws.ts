import { UserError } from '../../errors.ts';
import type { DrawnTensor } from '../../graph/graph.ts';
import type { Initialisation } from '../../network/init.ts';
import type { Layer } from '../../network/layer.ts';
import type { Network } from '../../network/network.ts';
import { parseScheme } from '../../network/schemes/index.ts';
import { compile } from '../../program/compile.ts';
import { plural } from '../../results/format.ts';
import type { Setup } from '../../setup/setup.ts';
import type { NamedLaw } from '../laws/lawsOf.ts';
import { layerOf, type Piece } from '../recognise/piece.ts';
import type { Recognised } from '../recognise/recognise.ts';
import type { Source } from '../recognise/source.ts';
import type { ParameterLaw } from '../run/auditAssignment.ts';
import { SAME, withOwnScales } from './ownScales.ts';

/** Tried in this order, after the one that was asked for. */
const SCHEMES = ['torch', 'keras', 'flax', 'he', 'lecun', 'glorot', 'xavier_uniform', 'kaiming_normal', 'normal(0.02)'];

type Laws = ReadonlyMap<string, NamedLaw>;

/**
 * The network of the notation with the variances by which the audit draws each of its weights: an initialisation, and
 * `sigmaW2`, `sigmaB2` or `sigma2` at the layers that have others. Theory of it then is theory of the audit.
 *
 * Infinite-width theory takes only variances, since a unit adds up many weights. The shape of a law matters where few are added:
 * in a first layer that sees few inputs, and of biases. Of the initialisations that give the variances, that with the
 * shapes of most weights is taken; theory has notes on the rest.
 *
 * @param setupWith a network with an initialisation
 * @returns why there is none, where a law has no variance, or several weights of a layer have their own
 */
export function sameLaws(
  { pieces, sources, withLayers }: Pick<Recognised, 'pieces' | 'sources' | 'withLayers'>,
  laws: Laws,
  asked: string,
  setupWith: (network: Network, scheme: string) => Setup,
): Setup | { readonly reason: string } {
  const unknown = sources.find((source) => varianceOf(source, laws) === undefined);
  if (unknown) return { reason: withoutVariance(unknown, laws) };
  const schemes = [...(isScheme(asked) ? [asked] : []), ...SCHEMES];
  const drawnBy = (scheme: string, layers: ReadonlyMap<Piece, Layer>): Choice[] => {
    const setup = setupWith(withLayers(layers), scheme);
    const others = otherShapes(setup, sources, laws);
    return others === undefined ? [] : [{ setup, others, changed: layers.size }];
  };
  for (const scheme of schemes) {
    const [plain] = drawnBy(scheme, new Map());
    if (plain?.others === 0) return plain.setup;
  }
  const [best] = schemes
    .flatMap((scheme) => {
      const layers = layersWith(pieces, laws, { scheme });
      return layers ? drawnBy(scheme, layers) : [];
    })
    .sort((one, other) => one.others - other.others || one.changed - other.changed);
  if (!best) {
    return { reason: 'weights within a layer are drawn by several laws, and the notation has one for each layer' };
  }
  const { setup, others } = best;
  if (others === 0) return setup;
  const some = plural(others, 'weight tensor');
  const remark = `${some} of the file ${others === 1 ? 'has' : 'have'} another law than ${setup.init.law}: theory takes only the variance`;
  return { ...setup, remarks: [...setup.remarks, remark] };
}

interface Choice {
  readonly setup: Setup;
  /** Weight tensors that have a law of another shape in the file. */
  readonly others: number;
  /** Layers with variances of their own. */
  readonly changed: number;
}

/** The layers that need variances of their own; undefined where one cannot have them. */
function layersWith(pieces: readonly Piece[], laws: Laws, init: Initialisation): ReadonlyMap<Piece, Layer> | undefined {
  const changed = new Map<Piece, Layer>();
  for (const piece of pieces) {
    if (piece.sources.length === 0) continue;
    const variances = piece.sources.map((source) => varianceOf(source, laws)!);
    const layer = withOwnScales(piece, variances, init);
    if (!layer) return undefined;
    if (layer !== layerOf(piece)) changed.set(piece, layer);
  }
  return changed;
}

/** How many tensors have a law of another shape in the network than in the file; undefined where variances differ. */
function otherShapes({ layers, init }: Setup, sources: readonly Source[], laws: Laws): number | undefined {
  const { hidden, readout } = compile(layers, init);
  const all = [...hidden.weights, ...(readout?.graph.weights ?? [])] as readonly DrawnTensor[];
  const drawn = all.filter(({ variance }) => variance > 0);
  // Where all are 0, the notation has no tensor, or one of zeros.
  const wanted = sources.filter((source) => varianceOf(source, laws)! > 0);
  const isSame = drawn.every(
    ({ variance }, i) => wanted[i] && Math.abs(varianceOf(wanted[i], laws)! / variance - 1) <= SAME,
  );
  if (wanted.length !== drawn.length || !isSame) return undefined;
  return drawn.filter(({ law }, i) => lawOf(wanted[i], laws)?.law !== law).length;
}

/** Of an entry: 0 of a bias that the file does not have; undefined for laws that have none. */
function varianceOf(source: Source, laws: Laws): number | undefined {
  if (!source.of) return 0;
  const law = lawOf(source, laws);
  if (law?.law === 'constant') return law.value === 0 ? 0 : undefined;
  return law && 'variance' in law ? law.variance : undefined;
}

function lawOf({ of }: Source, laws: Laws): ParameterLaw | undefined {
  return of && 'role' in of ? laws.get(of.name)?.law : undefined;
}

function withoutVariance({ of }: Source, laws: Laws): string {
  const name = of?.name ?? 'a weight';
  const reads = (of && 'role' in of && laws.get(name)?.reads) || 'as stored';
  return `${name} is drawn by no law that the notation has: ${reads}`;
}

function isScheme(text: string): boolean {
  try {
    parseScheme(text);
    return true;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return false; // "as-exported", or a file of laws
  }
}
