import { lawsOf, type NamedLaw } from '../../audit/laws/lawsOf.ts';
import type { Parameter } from '../../audit/plan/auditPlan.ts';
import { UserError } from '../../errors.ts';
import { parseScheme, schemeWords } from '../../network/schemes/index.ts';
import { compile } from '../../program/compile.ts';
import { type Weighted, withoutOwnScales } from '../inNotation/weights.ts';
import { pasteScheme } from '../pasteScheme.ts';
import type { Remedy } from '../remedy.ts';

/** Every initialisation that `--init` takes without arguments, each one once: many words of frameworks draw the same. */
export const otherInitialisation: Remedy = {
  name: 'initialisation',
  title: (variant) => `initialisation: ${variant}`,
  summary: 'all layers are drawn as another initialisation has it',
  effort: 'initialisation',
  experiments: ['12-biases', '12-orthogonal'],
  inNotation: (setup) => {
    const network = withoutOwnScales(setup.network);
    const layers = network.place(setup.shape);
    const drawn = (scheme: string) => lawsIn({ layers, init: { scheme } });
    const found = distinct(new Map(searched.map((scheme) => [scheme, drawn(scheme)])), lawsIn(setup));
    return found.map(({ scheme, where }) => ({ variant: scheme, where, network, init: { scheme } }));
  },
  inModel: async ({ plan: { parameters }, laws }) => {
    const bySchemes = new Map<string, ReadonlyMap<string, NamedLaw>>();
    for (const scheme of searched) {
      const drawn = await lawsBy(parameters, scheme);
      if (drawn) bySchemes.set(scheme, drawn);
    }
    const all = new Map([...bySchemes].map(([scheme, drawn]) => [scheme, inModel(drawn)]));
    return distinct(all, inModel(laws)).map(({ scheme, where }) => ({
      ...{ variant: scheme, where, init: scheme },
      laws: bySchemes.get(scheme)!,
    }));
  },
  paste: (variant) => pasteScheme(variant!),
};

/** Those that need no arguments and draw something. */
const searched = schemeWords.filter((word) => {
  if (word.includes('(')) return false;
  const { scheme, args } = parseScheme(word);
  return scheme.dense({ fanIn: 2, fanOut: 3, units: 3 }, args).sigmaW2 > 0;
});

/** Undefined where models are not drawn so: convolutions of which only the centre is not 0. */
async function lawsBy(parameters: readonly Parameter[], scheme: string) {
  try {
    return await lawsOf(parameters, scheme);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return undefined;
  }
}

interface Found {
  readonly scheme: string;
  readonly where: string;
}

/**
 * One of all initialisations that draw the same, and none that draws what is drawn now.
 * @param laws of each initialisation, by which they are compared
 */
function distinct(laws: ReadonlyMap<string, string>, now: string): Found[] {
  const groups = new Map<string, string[]>();
  for (const [scheme, drawn] of laws) groups.set(drawn, [...(groups.get(drawn) ?? []), scheme]);
  groups.delete(now);
  return [...groups.values()].map(([scheme, ...same]) => ({
    scheme,
    where: same.length === 0 ? 'all layers' : `all layers; the same: ${same.join(', ')}`,
  }));
}

/** Digits by which variances are told apart. */
const DIGITS = 9;

function lawsIn({ layers, init }: Weighted): string {
  const { hidden, readout } = compile(layers, init);
  const weights = [...hidden.weights, ...(readout?.graph.weights ?? [])];
  return JSON.stringify(
    weights.map((one) => ('variance' in one ? [one.dims, one.law, one.variance.toPrecision(DIGITS)] : [one.dims])),
  );
}

/** What stays as stored is the same with all of them. */
function inModel(laws: ReadonlyMap<string, NamedLaw>): string {
  return JSON.stringify(
    [...laws].map(([name, { law }]) => [name, law.law === 'stored' ? law.law : law]),
    (_, value) => (typeof value === 'number' ? value.toPrecision(DIGITS) : value),
  );
}
