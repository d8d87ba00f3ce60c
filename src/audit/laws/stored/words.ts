/**
 * Initialisations that stored numbers are compared with, in this order where several give a parameter the same law: defaults
 * of frameworks first, then what published models write.
 *
 *   kaiming_normal(mode=fan_out)       torchvision 0.14: ResNet, MobileNetV2, ShuffleNet; DenseNet by fan_in
 *   kaiming_uniform(mode=fan_out, …)   U(±1/√units): dense layers of EfficientNet, torchvision 0.14
 *   normal(0.02), normal(0.01)         BERT and GPT-2 of transformers 4, timm's ViT; VGG, MobileNet
 *   orthogonal(gain=√2 or 0.01)        policies of reinforcement learning
 */
export const knownWords: readonly string[] = [
  ...['torch', 'keras', 'flax', 'tfjs'],
  ...['kaiming_normal', 'kaiming_normal(mode=fan_out)', 'kaiming_uniform', 'kaiming_uniform(mode=fan_out)'],
  ...[`kaiming_uniform(mode=fan_out, a=${Math.sqrt(5)})`, 'xavier_uniform', 'xavier_normal'],
  ...['he_normal', 'he_uniform', 'glorot_normal', 'lecun_normal', 'lecun_uniform', 'lecun'],
  ...['normal(0.02)', 'gpt2', 'normal(0.01)', 'normal(1)', 'normal(0.05)', 'normal(0.001)'],
  ...['truncated_normal(0.02)', 'truncated_normal(0.01)', 'truncated_normal(0.05)'],
  ...['uniform(0.05)', 'uniform(0.1)', 'uniform(0.01)', 'uniform(1)'],
  ...['orthogonal', `orthogonal(gain=${Math.SQRT2})`, 'orthogonal(gain=0.01)'],
];
