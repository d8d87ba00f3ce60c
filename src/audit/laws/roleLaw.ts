import { UserError } from '../../errors.ts';
import { sizeOf } from '../../graph/graph.ts';
import { embeddingLaw, isCentreOnly, positionLaw, type Scales, scales } from '../../network/init.ts';
import { parseScheme, withArgument } from '../../network/schemes/index.ts';
import type { Fans, WeightKind } from '../../network/schemes/scheme.ts';
import type { LayerKind, Parameter, ParameterFans } from '../plan/auditPlan.ts';
import type { ParameterLaw } from '../run/auditAssignment.ts';
import { recurrentLaw } from './recurrentLaw.ts';

/** Slope of PReLU below 0: He et al. 2015, section 2.1; PReLU of torch/nn/modules/activation.py, PyTorch 1.13. */
const SLOPE = 0.25;

const constant = (value: number): ParameterLaw => ({ law: 'constant', value });

/**
 * The law of a parameter by what it is to the network: norms begin as the identity, weights and biases as the scheme says
 * for their kind of layer.
 *
 * @param scheme in the notation, "torch"
 * @returns undefined for what no initialisation has a word for: scales and shifts of unknown purpose
 * @throws UserError `unknown-name`, `bad-argument` or `notation` for the scheme
 */
export function roleLaw(parameter: Parameter, scheme: string): ParameterLaw | undefined {
  const { role, dims } = parameter;
  switch (role) {
    // weight ones, bias zeros, running_mean 0 and running_var 1: _NormBase of torch/nn/modules/batchnorm.py and LayerNorm,
    // GroupNorm of normalization.py, PyTorch 1.13; BatchNormalization of Keras 3.16; flax/linen/normalization.py, Flax 0.12.
    case 'normScale':
    case 'runningVariance':
      return constant(1);
    case 'normShift':
    case 'runningMean':
      return constant(0);
    case 'slope':
      return constant(parseScheme(scheme).scheme.slope ?? SLOPE);
    case 'embedding':
      return embeddingLaw({ scheme }, dims.at(-1)!);
    case 'position':
    case 'token':
      return positionLaw({ scheme });
    case 'recurrentInput':
    case 'recurrentWeight':
    case 'recurrentBias':
      return recurrentLaw(parameter, scheme);
    case 'weight':
      return scalesOf(parameter, scheme)?.weights;
    case 'bias': {
      const found = scalesOf(parameter, scheme);
      return found && (found.biases ?? constant(0));
    }
    case 'scale':
    case 'shift':
      return undefined;
  }
}

/** GPT-2's own rule goes by name: "c_proj" and "weight", GPT2PreTrainedModel._init_weights of transformers 4. */
function isBranchEnd({ name }: Parameter): boolean {
  return name.endsWith('c_proj.weight');
}

/**
 * An initialisation that knows the number of residual branches of the model, where it depends on it.
 * @throws UserError `unknown-name`, `bad-argument` or `notation`
 */
export function withBranches(init: string, parameters: readonly Parameter[]): string {
  return withArgument(parseScheme(init, '--init'), 'branches', parameters.filter(isBranchEnd).length).notation;
}

function scalesOf(parameter: Parameter, scheme: string): Scales | undefined {
  const { kind, fans } = parameter;
  if (!fans) return undefined;
  if (parseScheme(scheme).scheme.branchEnd && isBranchEnd(parameter)) {
    return scales({ scheme }, { kind: 'branchEnd', ...fans }, {});
  }
  if (kind === 'convTranspose')
    return scales({ scheme }, { kind: 'conv', ...transposedFans(parameter, fans, scheme) }, {});
  if (kind === 'attention' && parseScheme(scheme).scheme.attention) {
    return scales({ scheme }, { kind, ...fans, units: projectionUnits(fans) }, {});
  }
  if (kind === 'conv') checkWindow(parameter, scheme);
  return scales({ scheme }, { kind: schemeKind(kind), ...fans }, {});
}

function schemeKind(kind: LayerKind): WeightKind {
  return kind === 'conv' || kind === 'attentionOutput' ? kind : 'dense';
}

/** By the kernel [inputs, outputs/groups, …window], of which a bias knows PyTorch's fan-in. */
function transposedFans({ role, dims }: Parameter, fans: ParameterFans, scheme: string): Fans {
  const { transposedFans: count } = parseScheme(scheme).scheme;
  if (!count) return fans;
  if (role === 'bias') return { ...fans, fanIn: fans.torchFanIn ?? fans.fanIn };
  const [inputs, outputs, ...window] = dims;
  return count({ inputs, outputs, window: sizeOf(window) });
}

/** Rows of one of queries, keys and values: two or three of them may be packed into one matrix of as many times its inputs. */
function projectionUnits({ fanIn, units }: Fans): number {
  return units === 2 * fanIn || units === 3 * fanIn ? fanIn : units;
}

/** @throws UserError for kernels that are 0 but for their centre, which no law of entries describes */
function checkWindow({ name, dims }: Parameter, scheme: string): void {
  if (!isCentreOnly({ scheme }) || sizeOf(dims.slice(2)) === 1) return;
  const message = `${scheme} leaves kernels 0 but for their centre, which is not drawn for models: ${name} has ${dims.join('×')}`;
  throw new UserError('bad-argument', message, [], 'take --init orthogonal, which draws all of the kernel');
}
