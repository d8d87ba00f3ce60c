import type { AuditPlan } from '../plan/auditPlan.ts';
import { AS_EXPORTED, inDoubt, type StoredLaws } from './asExported.ts';

/** The initialisation taken where none is named, and a sentence that says why. */
export interface ChosenInit {
  readonly init: string;
  readonly why: string;
}

/** A framework, how its files are known, and the initialisation that its layers have by themselves. */
interface Framework {
  readonly name: string;
  readonly producer: RegExp;
  readonly init: string;
}

/**
 * PyTorch, Keras and Flax: the table of schemes. Glorot uniform with biases 0: Dense and Convolution of cntk.layers, CNTK 2.7, and
 * WeightsInitializer and BiasInitializer of fullyConnectedLayer and convolution2dLayer, MATLAB. PaddlePaddle: Conv2D draws
 * N(0, 2/fan-in) with biases 0, python/paddle/nn/layer/conv.py, Paddle 2.0.
 */
const frameworks: readonly Framework[] = [
  { name: 'PyTorch', producer: /pytorch|torch/i, init: 'torch' },
  { name: 'tf2onnx', producer: /tf2onnx|tensorflow/i, init: 'keras' },
  { name: 'Keras', producer: /keras/i, init: 'keras' },
  { name: 'Flax', producer: /jax|flax/i, init: 'flax' },
  { name: 'CNTK', producer: /cntk/i, init: 'glorot_uniform' },
  { name: 'MATLAB', producer: /matlab/i, init: 'glorot_uniform' },
  { name: 'PaddlePaddle', producer: /paddle|p2o/i, init: 'kaiming_normal' },
];

/** Names that PyTorch gives parameters: "layer1.0.conv1.weight". */
const TORCH_NAME = /\.(weight|bias)$/;

/**
 * The initialisation of a model that nobody named one for: that of the file where it is an untrained export, else the default
 * of the framework that wrote it, else PyTorch's.
 */
export function chosenInit(
  { model, inputs, parameters }: Pick<AuditPlan, 'model' | 'inputs' | 'parameters'>,
  stored: StoredLaws,
): ChosenInit {
  if (stored.certain) {
    const { weights } = stored;
    const known = weights.known === weights.count ? 'all weights' : `${weights.known} of ${weights.count} weights`;
    return {
      init: AS_EXPORTED,
      why: `this file is an untrained export, and ${known} show their law: --init as-exported`,
    };
  }
  // Exporters of PaddlePaddle leave the producer empty, and name free lengths "p2o.DynamicDimension.0".
  const signs = [model.producer, ...inputs.flatMap(({ dims }) => dims)].join(' ');
  const framework = frameworks.find(({ producer }) => producer.test(signs));
  const because = (reason: string, init: string) => ({
    init,
    why: `${inDoubt(stored)}, and ${reason}: --init ${init}`,
  });
  if (framework) return because(`${framework.name} wrote it`, framework.init);
  if (parameters.some(({ name }) => TORCH_NAME.test(name))) return because('its names are those of PyTorch', 'torch');
  return because('it does not say which framework wrote it', 'torch');
}
