import { sizeOf } from '../../graph/graph.ts';
import { biasList, dense as layer } from '../../network/layers/dense.ts';
import type { Fans } from '../../network/schemes/scheme.ts';
import type { Bias } from '../../notation/parameters.ts';
import { number } from '../code/scale.ts';
import { refusal } from '../refusal.ts';
import { type Unfolded, weightAndBias, words } from '../words.ts';

/** dense: a linear layer, with biases that begin at 0 unless they are drawn or fixed. */
export const dense = words(layer, {
  weights: weightAndBias,
  pytorch(w, { units, bias }, at) {
    const fans = fansOf(at);
    const [weight, drawn] = at.weights;
    const fixed = fixedBias(bias, units);
    const adds = fixed && [`@.bias.data += torch.tensor([${fixed.join(', ')}])`];
    const name = w.drawn('dense', `nn.Linear(${fans.fanIn}, ${units})`, { weight: weight!, bias: drawn, fans }, adds);
    w.apply((x) => `${name}(${isImage(at) ? `torch.flatten(${x}, 1)` : x})`);
  },
  keras(w, { units, bias }, at) {
    if (isImage(at)) w.layer('Flatten');
    const kernel = w.draws('kernel_initializer', at, 0, fansOf(at));
    const fixed = onlyFixed(fixedBias(bias, units), at, w.title);
    const constant = fixed && `bias_initializer=initializers.Constant([${fixed.join(', ')}])`;
    w.layer('Dense', [String(units), kernel, constant ?? w.draws('bias_initializer', at, 1)]);
  },
  flax(w, { units, bias }, at) {
    if (isImage(at)) w.apply((x) => `${x}.reshape(${x}.shape[0], -1)`);
    const kernel = w.draws('kernel_init', at, 0, fansOf(at));
    const fixed = onlyFixed(fixedBias(bias, units), at, w.title);
    const constant = fixed && `bias_init=nn.initializers.constant(jnp.array([${fixed.join(', ')}]))`;
    w.layer('Dense', [String(units), kernel, constant ?? w.draws('bias_init', at, 1)]);
  },
});

/** A unit sees the features of a token, or all of a flattened point. */
function fansOf({ placed: { input, output } }: Unfolded): Fans {
  const units = output.at(-1)!;
  return { fanIn: input.length === 2 ? input[1]! : sizeOf(input), fanOut: units, units };
}

function isImage({ placed }: Unfolded): boolean {
  return placed.input.length === 3;
}

/** The fixed biases in Python, where any is not 0. */
function fixedBias(bias: Bias | undefined, units: number): readonly string[] | undefined {
  const all = biasList(bias, units);
  return all.some((one) => one !== 0) ? all.map(number) : undefined;
}

/** @throws UserError `bad-argument` where biases are drawn and shifted as well, which takes two initializers */
function onlyFixed(fixed: readonly string[] | undefined, at: Unfolded, title: string): readonly string[] | undefined {
  if (!fixed || at.weights.length === 1) return fixed;
  throw refusal(at, title, 'its biases are drawn and fixed at once', 'give sigmaB2=0 to the layer, or no bias');
}
