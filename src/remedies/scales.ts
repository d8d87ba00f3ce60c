import { type CommonScales, isBounded } from '../depth/critical.ts';
import { repeatedIn, type Stack, stackOf } from '../depth/stack.ts';
import { UserError } from '../errors.ts';
import { mixingOf } from '../network/layer.ts';
import { dense } from '../network/layers/dense.ts';
import { Network } from '../network/network.ts';
import { formatNetwork } from '../network/notation/format.ts';
import { withScales } from './inModels/laws.ts';
import { sameWeights, withoutOwnScales } from './inNotation/weights.ts';
import type { NotationSubject, Paste, Remedy } from './remedy.ts';

/** What the remedies that choose σ_w² and σ_b² of all layers by mean-field theory have in common. */

/**
 * σ_b² that are tried, beside that of the network as it is: 0.05 is that of Schoenholz et al. 2017; at the edge of chaos the variance
 * of GELU settles from 0.173 on, that of SiLU from 0.555 on.
 */
const SIGMA_B2 = [0, 0.05, 0.2, 0.6];
/** This many of them are offered. */
const OFFERED = 2;
/** Digits that keep |χ₁ − 1| below 1e−9. */
const DIGITS = 12;

interface Choice extends Pick<Remedy, 'name' | 'summary' | 'experiments' | 'goals'> {
  /** What all layers are brought to: "edge of chaos". */
  readonly sought: string;
  /** Whether they stand there as they are drawn; left out where the same variances alone say so. */
  isThere?(stack: Stack, setup: NotationSubject): boolean;
  /** @throws UserError where there is none */
  sigmaW2(block: Network, sigmaB2: number): number;
}

export function scalesRemedy({ sought, sigmaW2, isThere, ...named }: Choice): Remedy {
  const there = `its hidden layers stand at the ${sought}`;
  // Of pairs and of models they are asked for again and again.
  const known = new Map<string, CommonScales | undefined>();
  const scalesOf = (block: Network, sigmaB2: number) => {
    const key = `${block} ${sigmaB2}`;
    if (!known.has(key)) known.set(key, scalesAt(block, sigmaB2, sigmaW2));
    return known.get(key);
  };
  const chosen = (setup: NotationSubject): readonly CommonScales[] | string => {
    const stack = stackOf(setup.layers, setup.output);
    if ('reason' in stack) return stack.reason;
    const repeated = repeatedIn(stack);
    if ('reason' in repeated) return repeated.reason;
    if (isThere?.(stack, setup)) return there;
    const between = repeated.map(({ layer }) => layer);
    const block = new Network([...between, dense(1)]);
    const found: CommonScales[] = [];
    const tried = new Set([...ownSigmaB2(stack, setup), ...SIGMA_B2]);
    for (const sigmaB2 of tried) {
      const scales = found.length < OFFERED ? scalesOf(block, sigmaB2) : undefined;
      if (scales) found.push(scales);
    }
    const what = between.length === 0 ? 'a row of dense layers' : formatNetwork(between);
    return found.length > 0
      ? found
      : `${what} between dense layers has no ${sought} at these σ_b²: ${[...tried].map(short).join(', ')}`;
  };
  return {
    ...named,
    title: (variant) => {
      const scales = scalesIn(variant!);
      return `${sought} (σ_w² ${short(scales.sigmaW2)}, σ_b² ${short(scales.sigmaB2)})`;
    },
    effort: 'initialisation',
    inNotation: (setup) => {
      const all = chosen(setup);
      if (typeof all === 'string') return all;
      const network = withoutOwnScales(setup.network);
      const changes = all.map((scales) => ({ variant: written(scales), init: { ...setup.init, ...scales } }));
      const others = changes.filter(({ init }) => !sameWeights({ layers: network.place(setup.shape), init }, setup));
      return others.length === 0 ? there : others.map((change) => ({ ...change, where: 'all layers', network }));
    },
    inModel: ({ plan: { parameters }, laws, setup }) => {
      if ('reason' in setup) return `theory does not know the model: ${setup.reason}`;
      const all = chosen(setup);
      if (typeof all === 'string') return all;
      const changes = all.flatMap((scales) => {
        const others = withScales(parameters, laws, setup.init.law, scales);
        return others ? [{ variant: written(scales), where: 'all layers', laws: others }] : [];
      });
      return changes.length > 0 ? changes : 'its layers have no biases to be drawn';
    },
    paste: (variant) => pasteScales(scalesIn(variant!)),
  };
}

/** σ_b² of the hidden layers, where all have one. */
function ownSigmaB2({ blocks }: Stack, { init }: NotationSubject): number[] {
  const all = new Set(blocks.map((block) => mixingOf(block.at(-1)!, init)!.sigmaB2));
  return all.size === 1 ? [...all] : [];
}

function scalesAt(block: Network, sigmaB2: number, of: Choice['sigmaW2']): CommonScales | undefined {
  try {
    const scales = { sigmaW2: Number(of(block, sigmaB2).toPrecision(DIGITS)), sigmaB2 };
    return isBounded(block, scales) ? scales : undefined;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return undefined;
  }
}

/** "sigmaW2=1.76095463961, sigmaB2=0.05", which tells the ways to apply such a remedy apart. */
function written({ sigmaW2, sigmaB2 }: CommonScales): string {
  return `sigmaW2=${sigmaW2}, sigmaB2=${sigmaB2}`;
}

function scalesIn(variant: string): CommonScales {
  const [sigmaW2, sigmaB2] = variant.split(', ').map((text) => Number(text.split('=')[1]));
  return { sigmaW2, sigmaB2 };
}

function short(value: number): string {
  return String(Number(value.toPrecision(4)));
}

function pasteScales({ sigmaW2, sigmaB2 }: CommonScales): Paste {
  const [w, sd] = [Number(sigmaW2.toPrecision(8)), Number(Math.sqrt(sigmaB2).toPrecision(8))];
  const drawn = sigmaB2 > 0;
  return {
    pytorch: [
      'for module in model.modules():',
      '    if isinstance(module, torch.nn.Linear):',
      `        torch.nn.init.normal_(module.weight, std=(${w} / module.in_features) ** 0.5)`,
      drawn
        ? `        torch.nn.init.normal_(module.bias, std=${sd})`
        : '        if module.bias is not None: torch.nn.init.zeros_(module.bias)',
    ].join('\n'),
    keras:
      `keras.layers.Dense(units, kernel_initializer=keras.initializers.VarianceScaling(${w}, "fan_in", "untruncated_normal")` +
      `${drawn ? `, bias_initializer=keras.initializers.RandomNormal(stddev=${sd})` : ''})`,
    flax:
      `nn.Dense(units, kernel_init=nn.initializers.variance_scaling(${w}, "fan_in", "normal")` +
      `${drawn ? `, bias_init=nn.initializers.normal(${sd})` : ''})`,
  };
}
