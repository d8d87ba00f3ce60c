import type { Window } from '../../kernel/state.ts';
import { avgPool as avgLayer, maxPool as maxLayer } from '../../network/layers/convolution/pool.ts';
import { windowOn } from '../../network/layers/convolution/window.ts';
import type { Extent, Padding } from '../../notation/extents.ts';
import type { FlaxWriter } from '../code/flax.ts';
import type { KerasWriter } from '../code/keras.ts';
import { refusal } from '../refusal.ts';
import { type Unfolded, words } from '../words.ts';
import { extentOf, isEven, isPadded, isSame, pairOf, sidesByAxis, sidesOfPytorch, unless } from './window.ts';

/** maxPool: what lies beside the image never is the largest. */
export const maxPool = words(maxLayer, {
  pytorch(w, args, at) {
    if (isVector(at)) return w.apply((x) => `${x}.unflatten(1, (-1, ${String(args.size)})).amax(2)`);
    const window = windowOf(args, at);
    const even = isEven(window.padding);
    if (!even) w.apply((x) => `F.pad(${x}, ${sidesOfPytorch(window.padding)}, value=-math.inf)`);
    const given = listed([...sizes(window, 'stride'), even ? evenPadding(window) : undefined]);
    w.wrap((x) => `F.max_pool2d(${x}, ${given})`);
  },
  keras(w, args, at) {
    if (isVector(at)) return poolVectorInKeras(w, 'max', at, args.size);
    const window = windowOf(args, at);
    const same = isPadded(window) && isSame(window, at.placed.input);
    if (isPadded(window) && !same) {
      const [top, left, bottom, right] = window.padding;
      const sides = `((0, 0), (${top}, ${bottom}), (${left}, ${right}), (0, 0))`;
      w.apply((x) => `ops.pad(${x}, ${sides}, constant_values=-float("inf"))`);
    }
    w.layer('MaxPooling2D', [...sizes(window, 'strides'), same ? 'padding="same"' : undefined]);
  },
  flax(w, args, at) {
    if (isVector(at)) return poolVectorInFlax(w, 'max', args.size);
    const window = windowOf(args, at);
    w.wrap((x) => `nn.max_pool(${x}, ${inFlax(window)})`);
  },
});

/** avgPool: padding counts as zeros, or is left out, as it says. */
export const avgPool = words(avgLayer, {
  pytorch(w, args, at) {
    if (isVector(at)) return w.apply((x) => `${x}.unflatten(1, (-1, ${String(args.size)})).mean(2)`);
    const window = windowOf(args, at);
    const counts = args.countPadding === 'true';
    if (!isEven(window.padding)) {
      if (!counts) throw uncounted(at, 'PyTorch', 'pad all sides alike, or count the padding: countPadding=true');
      w.apply((x) => `F.pad(${x}, ${sidesOfPytorch(window.padding)})`);
      return w.apply((x) => `F.avg_pool2d(${x}, ${listed(sizes(window, 'stride'))})`);
    }
    const padding = evenPadding(window);
    const given = listed([
      ...sizes(window, 'stride'),
      padding,
      padding && !counts ? 'count_include_pad=False' : undefined,
    ]);
    w.wrap((x) => `F.avg_pool2d(${x}, ${given})`);
  },
  keras(w, args, at) {
    if (isVector(at)) return poolVectorInKeras(w, 'mean', at, args.size);
    const window = windowOf(args, at);
    const counts = args.countPadding === 'true';
    const same = isPadded(window) && !counts && isSame(window, at.placed.input);
    if (isPadded(window) && !same) {
      if (!counts) throw uncounted(at, w.title, 'write padding=same, or count the padding: countPadding=true');
      w.layer('ZeroPadding2D', [sidesByAxis(window.padding)]);
    }
    w.layer('AveragePooling2D', [...sizes(window, 'strides'), same ? 'padding="same"' : undefined]);
  },
  flax(w, args, at) {
    if (isVector(at)) return poolVectorInFlax(w, 'mean', args.size);
    const window = windowOf(args, at);
    const uncounted = isPadded(window) && args.countPadding !== 'true' ? ', count_include_pad=False' : '';
    w.wrap((x) => `nn.avg_pool(${x}, ${inFlax(window)}${uncounted})`);
  },
});

function isVector({ placed }: Unfolded): boolean {
  return placed.input.length === 1;
}

function windowOf(
  { size, stride = size, padding }: { readonly size: Extent; readonly stride?: Extent; readonly padding: Padding },
  { placed: { input } }: Unfolded,
): Window {
  return windowOn('pool', input, { size, stride, padding, dilation: 1 });
}

/** The stride is the size unless given. */
function sizes({ size, stride }: Window, name: 'stride' | 'strides'): (string | undefined)[] {
  const usual = String(size) === String(stride);
  return [extentOf(size), usual ? undefined : `${name}=${extentOf(stride)}`];
}

function evenPadding({ padding: [vertical, horizontal] }: Window): string | undefined {
  return unless(0, 'padding', [vertical, horizontal]);
}

function inFlax(window: Window): string {
  const padding = isPadded(window) ? `, padding=${sidesByAxis(window.padding)}` : '';
  return `${pairOf(window.size)}, strides=${pairOf(window.stride)}${padding}`;
}

function poolVectorInKeras(w: KerasWriter, reduce: 'max' | 'mean', { placed }: Unfolded, size: Extent): void {
  w.layer('Reshape', [`(${placed.output[0]}, ${String(size)})`]);
  w.apply((x) => `ops.${reduce}(${x}, axis=-1)`);
}

function poolVectorInFlax(w: FlaxWriter, reduce: 'max' | 'mean', size: Extent): void {
  w.apply((x) => `${x}.reshape(${x}.shape[0], -1, ${String(size)}).${reduce}(axis=-1)`);
}

function uncounted(at: Unfolded, title: string, remedy: string) {
  return refusal(at, title, 'it cannot leave this padding out of an average', remedy);
}

function listed(args: readonly (string | undefined)[]): string {
  return args.filter((arg) => arg !== undefined).join(', ');
}
