import { classToken as classLayer } from '../../network/layers/tokens/classToken.ts';
import { meanTokens as meanLayer } from '../../network/layers/tokens/meanTokens.ts';
import { positionalEmbedding as positionLayer } from '../../network/layers/tokens/positionalEmbedding.ts';
import { selectToken as selectLayer } from '../../network/layers/tokens/selectToken.ts';
import { tokenEmbedding as embeddingLayer } from '../../network/layers/tokens/tokenEmbedding.ts';
import { transpose as transposeLayer } from '../../network/layers/tokens/transpose.ts';
import { words } from '../words.ts';

const table = () => ['weight'];

export const tokenEmbedding = words(embeddingLayer, {
  weights: table,
  pytorch(w, { vocabulary, dim }, at) {
    const draws = [w.draw('@.weight', at.weights[0]!, undefined)];
    const name = w.module('embedding', `nn.Embedding(${vocabulary}, ${dim})`, draws);
    w.apply((x) => `${name}(${x}.long())`);
  },
  keras(w, { vocabulary, dim }, at) {
    w.layer('Embedding', [String(vocabulary), String(dim), w.draws('embeddings_initializer', at, 0)]);
  },
  flax(w, { vocabulary, dim }, at) {
    const args = [vocabulary, dim, w.draws('embedding_init', at, 0)].join(', ');
    w.apply((x) => `nn.Embed(${args})(${x}.astype(jnp.int32))`);
  },
});

export const positionalEmbedding = words(positionLayer, {
  weights: table,
  pytorch(w, _args, at) {
    const [tokens, features] = at.placed.input;
    const draws = [w.draw('@', at.weights[0]!, undefined)];
    const name = w.module('positions', `nn.Parameter(torch.empty(${tokens}, ${features}))`, draws);
    w.apply((x) => `${x} + ${name}`);
  },
  keras(w, _args, at) {
    w.helpers.set('Learned', LEARNED);
    const [tokens, features] = at.placed.input;
    w.apply((x) => `${x} + Learned((${tokens}, ${features}), ${w.initializer(at, at.weights[0]!)})(${x})`);
  },
  flax(w, _args, at) {
    const positions = w.parameter('positions', w.initializer(at, at.weights[0]!), at.placed.input);
    w.apply((x) => `${x} + ${positions}`);
  },
});

const LEARNED = `class Learned(layers.Layer):
    """A tensor of weights, the same for all points; what goes in says how many points there are."""

    def __init__(self, shape, initializer, **options):
        super().__init__(**options)
        self.weight = self.add_weight(shape=shape, initializer=initializer)

    def call(self, x):
        return ops.broadcast_to(self.weight, (ops.shape(x)[0], *self.weight.shape))`;

export const classToken = words(classLayer, {
  weights: table,
  pytorch(w, _args, at) {
    const draws = [w.draw('@', at.weights[0]!, undefined)];
    const name = w.module('token', `nn.Parameter(torch.empty(1, ${at.placed.input[1]}))`, draws);
    w.apply((x) => `torch.cat([${name}.expand(len(${x}), -1, -1), ${x}], dim=1)`);
  },
  keras(w, _args, at) {
    w.helpers.set('Learned', LEARNED);
    const token = (x: string) => `Learned((1, ${at.placed.input[1]}), ${w.initializer(at, at.weights[0]!)})(${x})`;
    w.apply((x) => `layers.Concatenate(axis=1)([${token(x)}, ${x}])`);
  },
  flax(w, _args, at) {
    const features = at.placed.input[1]!;
    const token = w.parameter('token', w.initializer(at, at.weights[0]!), [1, 1, features]);
    w.line(`token = jnp.broadcast_to(${token}, (${w.now}.shape[0], 1, ${features}))`);
    w.apply((x) => `jnp.concatenate([token, ${x}], axis=1)`);
  },
});

export const selectToken = words(selectLayer, {
  pytorch: (w, { index }) => w.apply((x) => `${x}[:, ${index}]`),
  keras: (w, { index }) => w.apply((x) => `${x}[:, ${index}]`),
  flax: (w, { index }) => w.apply((x) => `${x}[:, ${index}]`),
});

export const meanTokens = words(meanLayer, {
  pytorch: (w) => w.apply((x) => `${x}.mean(1)`),
  keras: (w) => w.layer('GlobalAveragePooling1D'),
  flax: (w) => w.apply((x) => `${x}.mean(axis=1)`),
});

export const transpose = words(transposeLayer, {
  pytorch: (w) => w.apply((x) => `${x}.transpose(1, 2)`),
  keras: (w) => w.layer('Permute', ['(2, 1)']),
  flax: (w) => w.wrap((x) => `jnp.swapaxes(${x}, 1, 2)`),
});
