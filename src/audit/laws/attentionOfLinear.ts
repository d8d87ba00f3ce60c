import type { Parameter } from '../plan/auditPlan.ts';

/**
 * Names of modules of PyTorch, "blocks.0.qkv.bias", but for those of MultiheadAttention: in_proj_weight, in_proj_bias,
 * q_proj_weight, k_proj_weight, v_proj_weight, out_proj.weight and out_proj.bias, torch/nn/modules/activation.py, PyTorch 1.13.
 */
const LINEAR = /^(?!.*(in_proj|out_proj)).*\.(weight|bias)$/;

/**
 * The parameters, with attention that is written with Linear layers as the dense layers that these are: MultiheadAttention
 * draws its own parameters in another way than Linear does.
 */
export function attentionOfLinear(parameters: readonly Parameter[]): readonly Parameter[] {
  const linear = new Set(parameters.filter(({ name }) => LINEAR.test(name)).map(({ layer }) => layer));
  return parameters.map((parameter) => {
    const { kind, layer } = parameter;
    const isAttention = kind === 'attention' || kind === 'attentionOutput';
    return isAttention && linear.has(layer) ? { ...parameter, kind: 'dense' } : parameter;
  });
}
