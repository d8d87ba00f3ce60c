import { batchNorm as batchLayer } from '../../network/layers/norms/batchNorm.ts';
import { groupNorm as groupLayer, instanceNorm as instanceLayer } from '../../network/layers/norms/groupNorm.ts';
import { layerNorm as layerLayer } from '../../network/layers/norms/layerNorm.ts';
import { lrn as lrnLayer } from '../../network/layers/norms/lrn.ts';
import { rmsNorm as rmsLayer } from '../../network/layers/norms/rmsNorm.ts';
import { refusal } from '../refusal.ts';
import { type Unfolded, words } from '../words.ts';

/** Normalisations begin at scale 1 and shift 0 in all frameworks; ε differs, and is written where it is not theirs. */

const PYTORCH_EPS = 1e-5;
const KERAS_EPS = 1e-3;
const FLAX_BATCH_EPS = 1e-5;
const FLAX_EPS = 1e-6;

export const batchNorm = words(batchLayer, {
  pytorch(w, { eps }, at) {
    const { input } = at.placed;
    const kind = input.length === 3 ? 'BatchNorm2d' : 'BatchNorm1d';
    const name = w.module('norm', `nn.${kind}(${listed([String(featuresOf(at)), epsilon(eps, PYTORCH_EPS)])})`);
    w.apply((x) => (input.length === 2 ? `${name}(${x}.transpose(1, 2)).transpose(1, 2)` : `${name}(${x})`));
  },
  keras: (w, { eps }) => w.layer('BatchNormalization', [epsilon(eps, KERAS_EPS, 'epsilon')]),
  flax(w, { eps }) {
    w.layer('BatchNorm', ['use_running_average=not batch_statistics', epsilon(eps, FLAX_BATCH_EPS, 'epsilon')]);
  },
});

export const layerNorm = words(layerLayer, {
  pytorch(w, { eps }, at) {
    const name = w.module('norm', `nn.LayerNorm(${listed([normalised(at), epsilon(eps, PYTORCH_EPS)])})`);
    w.apply((x) => `${name}(${x})`);
  },
  keras(w, { eps }, at) {
    w.layer('LayerNormalization', [isImage(at) ? 'axis=(1, 2, 3)' : undefined, epsilon(eps, KERAS_EPS, 'epsilon')]);
  },
  flax: (w, { eps }, at) => w.layer('LayerNorm', [epsilon(eps, FLAX_EPS, 'epsilon'), ...allAxes(at)]),
});

const RMS_NORM = `class RMSNorm(nn.Module):
    """x / sqrt(mean of squares + eps), times a weight that begins at 1."""

    def __init__(self, shape, eps):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(shape))
        self.eps = eps

    def forward(self, x):
        axes = tuple(range(-self.weight.dim(), 0))
        return self.weight * x / torch.sqrt(x.square().mean(axes, keepdim=True) + self.eps)`;

/** rmsNorm: a module of its own in PyTorch, since nn.RMSNorm is of PyTorch 2.4. */
export const rmsNorm = words(rmsLayer, {
  pytorch(w, { eps }, at) {
    w.helpers.set('RMSNorm', RMS_NORM);
    const name = w.module('norm', `RMSNorm(${normalised(at)}, eps=${python(eps)})`);
    w.apply((x) => `${name}(${x})`);
  },
  keras(w, { eps }, at) {
    if (isImage(at))
      throw refusal(at, w.title, 'its RMSNormalization reads one axis', 'use layerNorm, or flatten first');
    w.layer('RMSNormalization', [`epsilon=${python(eps)}`]);
  },
  flax: (w, { eps }, at) => w.layer('RMSNorm', [epsilon(eps, FLAX_EPS, 'epsilon'), ...allAxes(at)]),
});

export const groupNorm = words(groupLayer, {
  pytorch(w, { groups, eps }, at) {
    const args = [`${groups}, ${featuresOf(at)}`, epsilon(eps, PYTORCH_EPS)];
    const name = w.module('norm', `nn.GroupNorm(${listed(args)})`);
    w.apply((x) => `${name}(${x})`);
  },
  keras: (w, { groups, eps }) => w.layer('GroupNormalization', [String(groups), epsilon(eps, KERAS_EPS, 'epsilon')]),
  flax: (w, { groups, eps }) => w.layer('GroupNorm', [`num_groups=${groups}`, epsilon(eps, FLAX_EPS, 'epsilon')]),
});

/** instanceNorm: PyTorch's has no scale and shift unless asked for, those of the others begin at 1 and 0. */
export const instanceNorm = words(instanceLayer, {
  pytorch(w, { eps }, at) {
    const name = w.module('norm', `nn.InstanceNorm2d(${listed([String(featuresOf(at)), epsilon(eps, PYTORCH_EPS)])})`);
    w.apply((x) => `${name}(${x})`);
  },
  keras: (w, { eps }) => w.layer('GroupNormalization', ['groups=-1', epsilon(eps, KERAS_EPS, 'epsilon')]),
  flax(w, { eps }) {
    w.layer('GroupNorm', ['num_groups=None', 'group_size=1', epsilon(eps, FLAX_EPS, 'epsilon')]);
  },
});

export const lrn = words(lrnLayer, {
  pytorch(w, { size, alpha, beta, k }) {
    const args = `${size}, alpha=${python(alpha)}, beta=${python(beta)}, k=${python(k)}`;
    w.wrap((x) => `F.local_response_norm(${x}, ${args})`);
  },
  keras: (w, _args, at) => {
    throw noLrn(w.title, at);
  },
  flax: (w, _args, at) => {
    throw noLrn(w.title, at);
  },
});

function noLrn(title: string, at: Unfolded) {
  return refusal(at, title, 'it has no local response normalisation', 'use batchNorm, or write net.py for PyTorch');
}

/** Channels of an image, features of tokens, units of a vector. */
function featuresOf({ placed: { input } }: Unfolded): number {
  return input.length === 2 ? input[1]! : input[0]!;
}

function isImage({ placed }: Unfolded): boolean {
  return placed.input.length === 3;
}

/** What is normalised at once: all of an image, the features of a token, a vector. */
function normalised(at: Unfolded): string {
  return isImage(at) ? `(${at.placed.input.join(', ')})` : String(featuresOf(at));
}

function allAxes(at: Unfolded): (string | undefined)[] {
  return isImage(at) ? ['reduction_axes=(-3, -2, -1)', 'feature_axes=(-3, -2, -1)'] : [];
}

function epsilon(eps: number, usual: number, name = 'eps'): string | undefined {
  return eps === usual ? undefined : `${name}=${python(eps)}`;
}

/** 1e-5 rather than 0.00001. */
function python(value: number): string {
  return value > 0 && value < 1e-3 ? value.toExponential() : String(value);
}

function listed(args: readonly (string | undefined)[]): string {
  return args.filter((arg) => arg !== undefined).join(', ');
}
