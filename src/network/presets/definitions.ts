import { UserError } from '../../errors.ts';
import { formatExtent, type Padding, padding } from '../../notation/extents.ts';
import { choice, number, type ParameterTable, positive, wholePositive } from '../../notation/parameters.ts';
import type { Part } from '../layer.ts';
import { layersOrText } from '../layers/blocks/block.ts';
import { formatNetwork } from '../notation/format.ts';

/** A named architecture. In the notation, its name is replaced by its layers. */
export interface PresetDefinition {
  readonly name: string;
  /** One sentence for help. */
  readonly summary: string;
  readonly parameters: ParameterTable;
  /** The layers in plain notation, all parameters given; layers among them as text. */
  notation(options: PresetArguments): string;
}

type PresetArguments = Readonly<Record<string, number | string>>;

const classes = wholePositive('number of classes').default(10);
const pool = choice(['max', 'average'], 'how to pool').default('max');
const patch = wholePositive('height and width of a patch').default(4);
const widthFactor = positive('factor of all numbers of channels and units').default(1);
const units = (usual: number) => wholePositive('units of a hidden layer').default(usual);
const features = wholePositive('features of a token', '48');
const depth = (meaning: string, usual: number) => wholePositive(meaning).default(usual);
const activation = (usual: string) => layersOrText('activation, or several layers in parentheses').default(usual);
const norms = ['none', 'batchNorm', 'layerNorm', 'rmsNorm'] as const;
const norm = (usual: (typeof norms)[number]) => choice(norms, 'normalisation').default(usual);
const place = choice(['pre', 'post'], 'normalisation inside each branch, or after each sum').default('pre');

const mlp: PresetDefinition = {
  name: 'mlp',
  summary: 'fully connected hidden layers',
  parameters: {
    classes,
    width: units(1000),
    depth: depth('number of hidden layers', 5),
    activation: activation('relu'),
    norm: norm('none'),
    place: choice(['before', 'after'], 'normalisation before or after the activation').default('before'),
  },
  notation: ({ classes, width, depth, activation, norm, place }) => {
    const end = place === 'before' ? [normOf(norm), activation] : [activation, normOf(norm)];
    return row(repeated(depth, row(`dense(${width})`, ...end)), `dense(${classes})`);
  },
};

const lenet: PresetDefinition = {
  name: 'lenet',
  summary: 'LeNet-5: two convolutions with pooling, three dense layers',
  parameters: {
    classes,
    activation: activation('relu'),
    pool,
    width: widthFactor,
    padding: padding('zeros around the images; 2 lets 28×28 be as 32×32').default(0),
  },
  notation: ({ classes, activation, pool, width, padding }) =>
    row(
      `conv(${times(width, 6)}, 5${padding === 0 ? '' : `, padding=${formatExtent(padding as Padding)}`}), ${activation}, ${poolOf(pool)}(2)`,
      `conv(${times(width, 16)}, 5), ${activation}, ${poolOf(pool)}(2)`,
      `dense(${times(width, 120)}), ${activation}, dense(${times(width, 84)}), ${activation}, dense(${classes})`,
    ),
};

const paperCnn: PresetDefinition = {
  name: 'paperCnn',
  summary: 'the convolutional network of Francazi et al. 2024, for 32×32 images',
  parameters: { classes, activation: activation('relu'), pool, width: widthFactor },
  notation: ({ classes, activation, pool, width }) =>
    row(
      `conv(${times(width, 16)}, 5, padding=2), ${activation}, ${poolOf(pool)}(2)`,
      `conv(${times(width, 64)}, 5, padding=2), ${activation}, ${poolOf(pool)}(4)`,
      `dense(${classes})`,
    ),
};

const vgg11: PresetDefinition = {
  name: 'vgg11',
  summary: 'VGG-11 for 32×32 images: eight convolutions, one dense readout',
  parameters: { classes, activation: activation('relu'), pool, norm: norm('none'), width: widthFactor },
  notation: ({ classes, activation, pool, norm, width }) => {
    const conv = (channels: number) => row(conv3(times(width, channels)), normOf(norm), activation);
    const end = `${poolOf(pool)}(2)`;
    const stages = [[64], [128], [256, 256], [512, 512], [512, 512]];
    return row(...stages.flatMap((stage) => [...stage.map(conv), end]), `dense(${classes})`);
  },
};

const resnet9: PresetDefinition = {
  name: 'resnet9',
  summary: 'the small ResNet of fast CIFAR-10 training: four convolutions, two residual blocks of two',
  parameters: { classes, activation: activation('relu'), pool, norm: norm('batchNorm'), width: widthFactor },
  notation: ({ classes, activation, pool, norm, width }) => {
    const conv = (channels: number) => row(conv3(times(width, channels)), normOf(norm), activation);
    const block = (channels: number) => `residual(${row(conv(channels), conv(channels))})`;
    const halve = `${poolOf(pool)}(2)`;
    return row(
      conv(64),
      ...[conv(128), halve, block(128)],
      ...[conv(256), halve],
      ...[conv(512), halve, block(512)],
      ...[`${poolOf(pool)}(4)`, `dense(${classes})`],
    );
  },
};

const resnet18: PresetDefinition = {
  name: 'resnet18',
  summary: 'ResNet-18 with the 3×3 stem for small images',
  parameters: { classes, activation: activation('relu'), norm: norm('batchNorm'), width: widthFactor },
  notation: ({ classes, activation, norm, width }) => {
    const normed = (conv: string) => row(conv, normOf(norm));
    const block = (channels: number, stride: number) => {
      const branch = row(normed(conv3(channels, stride)), activation, normed(conv3(channels)));
      const shortcut = stride === 1 ? '' : `, shortcut=(${normed(`conv(${channels}, 1, stride=${stride})`)})`;
      return `residual(${branch}${shortcut}), ${activation}`;
    };
    const [stem, ...stages] = [64, 128, 256, 512].map((channels) => times(width, channels));
    return row(
      ...[normed(conv3(stem)), activation, `2*(${block(stem, 1)})`],
      ...stages.flatMap((channels) => [block(channels, 2), block(channels, 1)]),
      ...['globalAvgPool', `dense(${classes})`],
    );
  },
};

const resmlp: PresetDefinition = {
  name: 'resmlp',
  summary: 'fully connected residual blocks of two layers each',
  parameters: {
    classes,
    width: units(512),
    depth: depth('number of blocks', 6),
    activation: activation('gelu'),
    norm: norm('layerNorm'),
    place,
    alpha: number('factor of every branch').default(1),
  },
  notation: ({ classes, width, depth, activation, norm, place, alpha }) => {
    const branch = row(`dense(${width})`, activation, `dense(${width})`);
    const options = alpha === 1 ? '' : `, alpha=${alpha}`;
    const blocks = repeated(depth, normedResidual(branch, norm, place, options));
    return row(`dense(${width})`, blocks, place === 'pre' ? normOf(norm) : '', `dense(${classes})`);
  },
};

const mixer: PresetDefinition = {
  name: 'mixer',
  summary: 'MLP-Mixer: blocks that mix tokens, then features',
  parameters: {
    classes,
    patch,
    size: wholePositive('height and width of the images').default(32),
    width: features.default(128),
    depth: depth('number of blocks', 4),
    activation: activation('gelu'),
    norm: norm('layerNorm'),
  },
  notation: ({ classes, patch, size, width, depth, activation, norm }) => {
    const side = Number(size) / Number(patch);
    if (!Number.isInteger(side)) {
      const remedy = 'choose a patch that divides size';
      throw new UserError('bad-argument', `patches of ${patch} do not divide images of ${size}`, [], remedy);
    }
    const tokens = side * side;
    const mixTokens = `transpose, dense(${times(0.5, width)}), ${activation}, dense(${tokens}), transpose`;
    const mixFeatures = `dense(${times(4, width)}), ${activation}, dense(${width})`;
    const block = row(normedResidual(mixTokens, norm, 'pre'), normedResidual(mixFeatures, norm, 'pre'));
    return row(
      `patchEmbedding(${patch}, ${width})`,
      repeated(depth, block),
      normOf(norm),
      `meanTokens, dense(${classes})`,
    );
  },
};

const transformer: PresetDefinition = {
  name: 'transformer',
  summary: 'one transformer block on tokens: attention, then two dense layers, both residual',
  parameters: {
    width: features,
    heads: wholePositive('number of heads', '4'),
    mlp: positive('features between the dense layers, as a multiple of width').default(4),
    activation: activation('gelu'),
    norm: norm('layerNorm'),
    place,
  },
  notation: ({ width, heads, mlp, activation, norm, place }) => {
    const features = `dense(${times(mlp, width)}), ${activation}, dense(${width})`;
    return row(normedResidual(`attention(${heads})`, norm, place), normedResidual(features, norm, place));
  },
};

const vit: PresetDefinition = {
  name: 'vit',
  summary: 'vision transformer on patches',
  parameters: {
    classes,
    patch,
    width: features.default(48),
    depth: depth('number of transformer blocks', 4),
    heads: wholePositive('number of heads', '4').default(4),
    mlp: transformer.parameters.mlp,
    activation: activation('gelu'),
    norm: norm('layerNorm'),
    place,
    readout: choice(['class', 'mean'], 'what is read out: a class token, or the mean of all tokens').default('class'),
  },
  notation: (options) => {
    const { classes, patch, width, depth, norm, place, readout } = options;
    const [begin, end] = readout === 'class' ? ['classToken', 'selectToken'] : ['', 'meanTokens'];
    return row(
      ...[`patchEmbedding(${patch}, ${width})`, begin, 'positionalEmbedding'],
      repeated(depth, transformer.notation(options)),
      ...[place === 'pre' ? normOf(norm) : '', end, `dense(${classes})`],
    );
  },
};

export const presetDefinitions: readonly PresetDefinition[] = [
  ...[mlp, resmlp, lenet, paperCnn, vgg11, resnet9, resnet18, mixer, vit, transformer],
];

const byName = new Map(presetDefinitions.map((definition) => [definition.name, definition]));

export function findPreset(name: string): PresetDefinition | undefined {
  return byName.get(name);
}

/** The layers of a preset, in plain notation. */
export function presetNotation(
  { parameters, notation }: PresetDefinition,
  given: Readonly<Record<string, unknown>>,
): string {
  const options = Object.entries(parameters).map(([name, { fallback }]) => {
    const value = given[name] ?? fallback; // a required argument is given
    return [name, Array.isArray(value) ? formatNetwork(value as Part[]) : (value as number | string)] as const;
  });
  return notation(Object.fromEntries(options));
}

/** Layers in a row, without those that are empty. */
function row(...layers: readonly (string | number)[]): string {
  return layers.filter((text) => text !== '').join(', ');
}

function repeated(times: string | number, layers: string): string {
  return times === 1 ? layers : `${times}*(${layers})`;
}

/** A pre-norm or post-norm residual block. */
function normedResidual(branch: string, norm: string | number, place: string | number, options = ''): string {
  return place === 'pre'
    ? `residual(${row(normOf(norm), branch)}${options})`
    : row(`residual(${branch}${options})`, normOf(norm));
}

function normOf(norm: string | number): string {
  return norm === 'none' ? '' : String(norm);
}

function poolOf(pool: string | number): string {
  return pool === 'max' ? 'maxPool' : 'avgPool';
}

/** A 3×3 convolution that keeps the size of the image, or halves it at stride 2. */
function conv3(channels: number, stride = 1): string {
  return `conv(${channels}, 3, ${stride === 1 ? '' : `stride=${stride}, `}padding=1)`;
}

/** A multiple of a number of units, at least one. */
function times(factor: number | string, count: number | string): number {
  return Math.max(1, Math.round(Number(factor) * Number(count)));
}
