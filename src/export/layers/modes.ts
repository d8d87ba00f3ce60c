import { dropout as dropoutLayer } from '../../network/layers/dropout.ts';
import { layerScale as scaleLayer } from '../../network/layers/layerScale.ts';
import { number } from '../code/scale.ts';
import { words } from '../words.ts';

/** dropout: written in both modes, since it is for training; the mode is that of the whole network. */
export const dropout = words(dropoutLayer, {
  weights: () => ['mask'],
  pytorch(w, { rate }) {
    const name = w.module('dropout', `nn.Dropout(${rate})`);
    w.apply((x) => `${name}(${x})`);
  },
  keras: (w, { rate }) => w.layer('Dropout', [String(rate)]),
  flax: (w, { rate }) => w.layer('Dropout', [String(rate), 'deterministic=not dropout']),
});

const LAYER_SCALE = `class LayerScale(layers.Layer):
    """A factor for every feature."""

    def __init__(self, init, **options):
        super().__init__(**options)
        self.init = init

    def build(self, shape):
        self.scale = self.add_weight(shape=(shape[-1],), initializer=initializers.Constant(self.init))

    def call(self, x):
        return self.scale * x`;

/** layerScale: one factor for every feature or channel, all of them alike before training. */
export const layerScale = words(scaleLayer, {
  pytorch(w, { init }, at) {
    const { input } = at.placed;
    const shape = input.length === 3 ? `(${input[0]}, 1, 1)` : `(${input.at(-1)},)`;
    const name = w.module('scale', `nn.Parameter(torch.full(${shape}, ${number(init)}))`);
    w.apply((x) => `${name} * ${x}`);
  },
  keras(w, { init }) {
    w.helpers.set('LayerScale', LAYER_SCALE);
    w.apply((x) => `LayerScale(${number(init)})(${x})`);
  },
  flax(w, { init }, at) {
    const { input } = at.placed;
    const features = input.length === 3 ? input[0]! : input.at(-1)!;
    const scale = w.parameter('scale', `nn.initializers.constant(${number(init)})`, [features]);
    w.apply((x) => `${scale} * ${x}`);
  },
});
