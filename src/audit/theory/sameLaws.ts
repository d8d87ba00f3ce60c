import type { DrawnTensor } from '../../graph/graph.ts';
import { parseScheme } from '../../network/schemes/index.ts';
import { compile } from '../../program/compile.ts';
import type { Setup } from '../../setup/setup.ts';
import type { NamedLaw } from '../laws/lawsOf.ts';
import type { Parameter } from '../plan/auditPlan.ts';
import type { Source } from '../recognise/source.ts';

/** Tried in this order, after the one that was asked for. */
const SCHEMES = ['torch', 'keras', 'flax', 'he', 'lecun', 'glorot', 'xavier_uniform', 'kaiming_normal', 'normal(0.02)'];

/**
 * The initialisation by which the notation draws every weight from the very law by which the audit draws it; undefined where
 * there is none. Theory of the notation then is theory of the audit.
 *
 * @param sources of the weights of the notation, with a bias wherever a layer can have one
 * @param setupWith the network of the notation with an initialisation
 */
export function sameLaws(
  sources: readonly Source[],
  laws: ReadonlyMap<string, NamedLaw>,
  asked: string,
  setupWith: (scheme: string) => Setup,
): Setup | undefined {
  const schemes = [...(isScheme(asked) ? [asked] : []), ...SCHEMES];
  return schemes.map(setupWith).find((setup) => draws(setup, sources, laws));
}

function isScheme(text: string): boolean {
  try {
    parseScheme(text);
    return true;
  } catch {
    return false; // "as-exported", or a file of laws
  }
}

function draws({ layers, init }: Setup, sources: readonly Source[], laws: ReadonlyMap<string, NamedLaw>): boolean {
  const { hidden, readout } = compile(layers, init);
  const drawn = [...hidden.weights, ...(readout?.graph.weights ?? [])] as readonly DrawnTensor[];
  const parameters = sources.map(({ of }) => (of && 'role' in of ? of : undefined));
  // Biases that a scheme does not draw are 0 in the file as well.
  const wanted = drawn.length === sources.length ? parameters : parameters.filter((of) => !isZero(of, laws));
  if (wanted.length !== drawn.length) return false;
  return drawn.every(({ law, variance }, i) => {
    const own = wanted[i] && laws.get(wanted[i].name)?.law;
    return own !== undefined && own.law === law && 'variance' in own && Math.abs(own.variance / variance - 1) < 1e-6;
  });
}

/** A bias that the file does not have, or that begins as 0. */
function isZero(of: Parameter | undefined, laws: ReadonlyMap<string, NamedLaw>): boolean {
  if (!of) return true;
  const law = laws.get(of.name)?.law;
  return law?.law === 'constant' && law.value === 0;
}
