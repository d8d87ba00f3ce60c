import { globalAvgPool as globalLayer } from '../../network/layers/convolution/globalAvgPool.ts';
import { pad as padLayer } from '../../network/layers/convolution/pad.ts';
import { upsample as upsampleLayer } from '../../network/layers/convolution/upsample.ts';
import { windowOn } from '../../network/layers/convolution/window.ts';
import { flatten as flattenLayer } from '../../network/layers/flatten.ts';
import { bothAxes, type Padding } from '../../notation/extents.ts';
import { type Unfolded, words } from '../words.ts';
import { extentOf, pairOf, sidesByAxis, sidesOfPytorch } from './window.ts';

export const globalAvgPool = words(globalLayer, {
  pytorch: (w) => w.apply((x) => `${x}.mean((2, 3))`),
  keras: (w) => w.layer('GlobalAveragePooling2D'),
  flax: (w) => w.apply((x) => `${x}.mean(axis=(1, 2))`),
});

/** flatten: channel by channel in all frameworks, so that a unit stands at the same place in all of them. */
export const flatten = words(flattenLayer, {
  pytorch(w, _args, at) {
    if (at.placed.input.length > 1) w.wrap((x) => `torch.flatten(${x}, 1)`);
  },
  keras(w, _args, at) {
    if (hasSeveralChannels(at)) w.layer('Permute', ['(3, 1, 2)']);
    if (at.placed.input.length > 1) w.layer('Flatten');
  },
  flax(w, _args, at) {
    if (hasSeveralChannels(at)) w.apply((x) => `jnp.moveaxis(${x}, -1, 1)`);
    if (at.placed.input.length > 1) w.apply((x) => `${x}.reshape(${x}.shape[0], -1)`);
  },
});

export const pad = words(padLayer, {
  pytorch: (w, { sides }, at) => w.wrap((x) => `F.pad(${x}, ${sidesOfPytorch(paddingOf(sides, at))})`),
  keras: (w, { sides }, at) => w.layer('ZeroPadding2D', [sidesByAxis(paddingOf(sides, at))]),
  flax(w, { sides }, at) {
    const [top, left, bottom, right] = paddingOf(sides, at);
    w.wrap((x) => `jnp.pad(${x}, ((0, 0), (${top}, ${bottom}), (${left}, ${right}), (0, 0)))`);
  },
});

export const upsample = words(upsampleLayer, {
  pytorch: (w, { scale }) => w.wrap((x) => `F.interpolate(${x}, scale_factor=${extentOf(bothAxes(scale))})`),
  keras: (w, { scale }) => w.layer('UpSampling2D', [pairOf(bothAxes(scale))]),
  flax(w, { scale }) {
    const [down, across] = bothAxes(scale);
    w.apply((x) => `${x}.repeat(${down}, axis=1).repeat(${across}, axis=2)`);
  },
});

function hasSeveralChannels({ placed: { input } }: Unfolded): boolean {
  return input.length === 3 && input[0]! > 1;
}

function paddingOf(sides: Padding, { placed: { input } }: Unfolded) {
  return windowOn('pad', input, { size: 1, stride: 1, padding: sides, dilation: 1 }).padding;
}
