import type { namedFamilies } from '../../activations/families.ts';
import { activationOf } from '../../network/layer.ts';
import { activations as layers } from '../../network/layers/activations.ts';
import { single } from '../code/scale.ts';
import type { Source } from '../code/source.ts';
import type { Framework } from '../formats.ts';
import { type Unfolded, type Words, words } from '../words.ts';

/** A call in each framework, with x for its argument and {name} for arguments of the notation. */
type Calls = Readonly<Partial<Record<Framework, string>>>;

/** Activations that frameworks have a word for. All others, and formulas, are written from the nodes of the program. */
const calls: Readonly<Partial<Record<keyof typeof namedFamilies, Calls>>> = {
  relu: { pytorch: 'F.relu(x)', keras: 'ops.relu(x)', flax: 'nn.relu(x)' },
  leakyRelu: {
    pytorch: 'F.leaky_relu(x, {slope})',
    keras: 'ops.leaky_relu(x, negative_slope={slope})',
    flax: 'nn.leaky_relu(x, {slope})',
  },
  abs: { pytorch: 'torch.abs(x)', keras: 'ops.abs(x)', flax: 'jnp.abs(x)' },
  tanh: { pytorch: 'torch.tanh(x)', keras: 'ops.tanh(x)', flax: 'nn.tanh(x)' },
  sigmoid: { pytorch: 'torch.sigmoid(x)', keras: 'ops.sigmoid(x)', flax: 'nn.sigmoid(x)' },
  erf: { pytorch: 'torch.erf(x)', keras: 'ops.erf(x)', flax: 'jax.lax.erf(x)' },
  softsign: { pytorch: 'F.softsign(x)', keras: 'ops.softsign(x)', flax: 'nn.soft_sign(x)' },
  hardSigmoid: { pytorch: 'F.hardsigmoid(x)', keras: 'ops.hard_sigmoid(x)', flax: 'nn.hard_sigmoid(x)' },
  hardTanh: { pytorch: 'F.hardtanh(x)', keras: 'ops.clip(x, -1.0, 1.0)', flax: 'nn.hard_tanh(x)' },
  relu6: { pytorch: 'F.relu6(x)', keras: 'ops.relu6(x)', flax: 'nn.relu6(x)' },
  gelu: { pytorch: 'F.gelu(x)', keras: 'ops.gelu(x, approximate=False)', flax: 'nn.gelu(x, approximate=False)' },
  geluTanh: {
    pytorch: 'F.gelu(x, approximate="tanh")',
    keras: 'ops.gelu(x, approximate=True)',
    flax: 'nn.gelu(x, approximate=True)',
  },
  silu: { pytorch: 'F.silu(x)', keras: 'ops.silu(x)', flax: 'nn.silu(x)' },
  mish: { pytorch: 'F.mish(x)', keras: 'keras.activations.mish(x)' },
  hardSwish: { pytorch: 'F.hardswish(x)', keras: 'ops.hard_silu(x)', flax: 'nn.hard_swish(x)' },
  elu: { pytorch: 'F.elu(x, {scale})', keras: 'ops.elu(x, alpha={scale})', flax: 'nn.elu(x, {scale})' },
  selu: { pytorch: 'F.selu(x)', keras: 'ops.selu(x)', flax: 'nn.selu(x)' },
  softplus: { pytorch: 'F.softplus(x)', keras: 'ops.softplus(x)', flax: 'nn.softplus(x)' },
  sin: { pytorch: 'torch.sin(x)', keras: 'ops.sin(x)', flax: 'jnp.sin(x)' },
  square: { pytorch: 'torch.square(x)', keras: 'ops.square(x)', flax: 'jnp.square(x)' },
  exp: { pytorch: 'torch.exp(x)', keras: 'ops.exp(x)', flax: 'jnp.exp(x)' },
  sign: { pytorch: 'torch.sign(x)', keras: 'ops.sign(x)', flax: 'jnp.sign(x)' },
};

/** Every activation of the notation. */
export const activations: readonly Words[] = Object.entries(layers).map(([name, layer]) => {
  const known: Calls = calls[name as keyof typeof calls] ?? {};
  const write = (framework: Framework) => (w: Source, args: Readonly<Record<string, unknown>>, at: Unfolded) => {
    const activation = activationOf(at.placed.layer)!;
    if (activation.identity) return;
    const call = known[framework];
    if (call === undefined) return w.formula(activation);
    const filled = call.replaceAll(/\{(\w+)\}/g, (_, argument: string) => single(Number(args[argument])));
    w.wrap((x) => filled.replace(/\bx\b/, () => x));
  };
  return words(layer as typeof layers.relu, {
    pytorch: write('pytorch'),
    keras: write('keras'),
    flax: write('flax'),
  });
});
