import type { WeightLaw } from '../../graph/graph.ts';
import { CUT_VARIANCE, type Fans } from '../../network/schemes/scheme.ts';
import { inPython, isSame, number, root, type Scale, type Sizes, scaleOf } from './scale.ts';

/** One law of weights in the words of the three frameworks. */
interface LawWords {
  /** A statement that fills a tensor. @param weight the tensor whose fans are meant, where they are */
  readonly pytorch: (tensor: string, weight: string, of: Drawn) => string;
  /** An initializer of Keras, and one of Flax; undefined where there is none that needs no fans. */
  readonly keras: (of: Drawn) => string | undefined;
  readonly flax: (of: Drawn) => string | undefined;
}

/** A variance, and the fans as the framework counts them; undefined where it does not count them so. */
interface Drawn extends WeightLaw {
  readonly fans?: Fans;
}

const CUT = Math.sqrt(CUT_VARIANCE);

const laws: Readonly<Record<WeightLaw['law'], LawWords>> = {
  gaussian: {
    pytorch: (tensor, weight, of) => {
      const own = tensor === weight ? named('normal', tensor, scaled(of)) : undefined;
      return own ?? `nn.init.normal_(${tensor}, std=${deviation(scaled(of), weight, of.fans)})`;
    },
    keras: (of) => scaling(of, KERAS, 'untruncated_normal') ?? `initializers.RandomNormal(stddev=${argumentOf(of)})`,
    flax: (of) => scaling(of, FLAX, 'normal') ?? `nn.initializers.normal(${argumentOf(of)})`,
  },
  uniform: {
    pytorch: (tensor, weight, of) => {
      const scale = scaled(of);
      const own = tensor === weight ? named('uniform', tensor, scale) : undefined;
      if (own) return own;
      if (scale.over !== 'nothing') {
        return `symmetric_uniform_(${tensor}, variance=${inPython(scale, weight, of.fans)})`;
      }
      return `nn.init.uniform_(${tensor}, -${argumentOf(of)}, ${argumentOf(of)})`;
    },
    keras: (of) => scaling(of, KERAS, 'uniform') ?? `initializers.RandomUniform(-${argumentOf(of)}, ${argumentOf(of)})`,
    flax: (of) => scaling(of, FLAX, 'uniform') ?? `symmetric_uniform(${argumentOf(of)})`,
  },
  truncated: {
    pytorch: (tensor, weight, of) => `cut_normal_(${tensor}, variance=${inPython(scaled(of), weight, of.fans)})`,
    keras: (of) => scaling(of, KERAS, 'truncated_normal') ?? `initializers.TruncatedNormal(stddev=${argumentOf(of)})`,
    flax: (of) => scaling(of, FLAX, 'truncated_normal') ?? `nn.initializers.truncated_normal(${argumentOf(of)})`,
  },
  orthogonal: {
    pytorch: (tensor, _weight, of) => `nn.init.orthogonal_(${tensor}${gain(of, ', gain=')})`,
    keras: (of) => of.fans && `initializers.Orthogonal(${gain(of, '')})`,
    flax: (of) => of.fans && `nn.initializers.orthogonal(${gain(of, '')})`,
  },
};

/** Functions that statements of PyTorch call, by name. */
export const pytorchHelpers: Readonly<Record<string, string>> = {
  fan_in: `def fan_in(weight):
    """How many inputs one unit sees."""
    return weight[0].numel()`,
  symmetric_uniform_: `def symmetric_uniform_(weight, variance):
    limit = math.sqrt(3 * variance)
    nn.init.uniform_(weight, -limit, limit)`,
  cut_normal_: `def cut_normal_(weight, variance):
    """A normal cut at two of its deviations, which leaves 0.774 of its variance, stretched back to \`variance\`."""
    std = math.sqrt(variance) / 0.87962566103423978
    nn.init.trunc_normal_(weight, std=std, a=-2 * std, b=2 * std)`,
};

/** Functions that initializers of Flax call, by name. */
export const flaxHelpers: Readonly<Record<string, string>> = {
  symmetric_uniform: `def symmetric_uniform(limit):
    def init(key, shape, dtype=jnp.float32):
        return jax.random.uniform(key, shape, dtype, -limit, limit)
    return init`,
};

/** The statement of PyTorch that draws a tensor. */
export function drawnInPytorch(
  tensor: string,
  { law, variance }: WeightLaw,
  fans: Fans | undefined,
  weight = tensor,
): string {
  return variance === 0 ? `nn.init.zeros_(${tensor})` : laws[law].pytorch(tensor, weight, { law, variance, fans });
}

/** The initializer of a framework that draws a tensor; undefined where it has none. */
export function initializer(
  framework: 'keras' | 'flax',
  { law, variance }: WeightLaw,
  fans: Fans | undefined,
): string | undefined {
  if (variance === 0) return framework === 'keras' ? 'initializers.Zeros()' : 'nn.initializers.zeros';
  return laws[law][framework]({ law, variance, fans });
}

/** Whether a law is U(±1/√fan-in), as PyTorch draws weights and biases unless told otherwise. */
export function isPytorchDefault({ law, variance }: WeightLaw, { fanIn }: Sizes): boolean {
  return law === 'uniform' && isSame(variance, 1 / (3 * fanIn));
}

/** Glorot's uniform, which Keras draws unless told otherwise. */
export function isKerasDefault({ law, variance }: WeightLaw, { fanIn, fanOut }: Sizes): boolean {
  return law === 'uniform' && isSame(variance, 2 / (fanIn + fanOut));
}

/** LeCun's normal, cut, which Flax draws unless told otherwise. */
export function isFlaxDefault({ law, variance }: WeightLaw, { fanIn }: Sizes): boolean {
  return law === 'truncated' && isSame(variance, 1 / fanIn);
}

function scaled({ law, variance, fans }: Drawn): Scale {
  return fans ? scaleOf(variance, fans, argument(law, variance)) : { over: 'nothing', scale: variance };
}

/** What initializers that know no fans are given: the limit of a uniform law, the deviation of a normal before it is cut. */
function argument(law: WeightLaw['law'], variance: number): number {
  if (law === 'uniform') return Math.sqrt(3 * variance);
  return law === 'truncated' ? Math.sqrt(variance) / CUT : Math.sqrt(variance);
}

/** The function of torch.nn.init that is known by the name of the scale. */
function named(law: 'normal' | 'uniform', tensor: string, { over, scale }: Scale): string | undefined {
  if (over === 'fan_avg') {
    const gain = isSame(scale, 1) ? '' : `, gain=${root(scale)}`;
    return `nn.init.xavier_${law}_(${tensor}${gain})`;
  }
  const nonlinearity = isSame(scale, 2) ? 'relu' : isSame(scale, 1) ? 'linear' : undefined;
  if (over === 'nothing' || nonlinearity === undefined) return undefined;
  const mode = over === 'fan_out' ? ', mode="fan_out"' : '';
  return `nn.init.kaiming_${law}_(${tensor}${mode}, nonlinearity="${nonlinearity}")`;
}

function deviation(scale: Scale, weight: string, fans: Sizes | undefined): string {
  return scale.over === 'nothing' ? root(scale.scale) : `math.sqrt(${inPython(scale, weight, fans)})`;
}

const KERAS = 'initializers.VarianceScaling';
const FLAX = 'nn.initializers.variance_scaling';

/** A variance over a fan; undefined where it is over none. */
function scaling(of: Drawn, initializer: string, distribution: string): string | undefined {
  const { over, scale } = scaled(of);
  return over === 'nothing' ? undefined : `${initializer}(${number(scale)}, "${over}", "${distribution}")`;
}

function argumentOf({ law, variance }: Drawn): string {
  return number(argument(law, variance));
}

/** Orthonormal vectors are stretched to this length: entries have variance gain²/max(rows, columns). */
function gain({ variance, fans }: Drawn, before: string): string {
  const squared = variance * Math.max(fans!.fanIn, fans!.units);
  return isSame(squared, 1) ? '' : `${before}${number(Math.sqrt(squared))}`;
}
