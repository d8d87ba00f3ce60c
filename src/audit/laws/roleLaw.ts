import { embeddingLaw, positionLaw } from '../../network/init.ts';
import { parseScheme } from '../../network/schemes/index.ts';
import type { Parameter } from '../plan/auditPlan.ts';
import type { ParameterLaw } from '../run/auditAssignment.ts';
import { layerScales } from './layerScales.ts';
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
      return layerScales(parameter, scheme)?.weights;
    case 'bias': {
      const found = layerScales(parameter, scheme);
      return found && (found.biases ?? constant(0));
    }
    case 'scale':
    case 'shift':
      return undefined;
  }
}
