import { UserError } from '../../errors.ts';
import { checkArguments } from '../../notation/arguments.ts';
import type { Layer, Part } from '../layer.ts';
import type { Network } from '../network.ts';
import { parseNetwork } from '../notation/parse.ts';
import { findPreset, presetNotation } from './definitions.ts';

/** An activation layer, or layers in the notation, e.g. "leakyRelu(0.1)". */
type ActivationOption = Layer | string;
type NormOption = 'none' | 'batchNorm' | 'layerNorm' | 'rmsNorm';

interface Classes {
  /** Number of classes, 10 by default. */
  readonly classes?: number;
  readonly activation?: ActivationOption;
}

interface MlpOptions extends Classes {
  /** Units of a hidden layer, 1000 by default. */
  readonly width?: number;
  /** Number of hidden layers, 5 by default. */
  readonly depth?: number;
  /** Default "none". */
  readonly norm?: NormOption;
  /** Normalisation before (default) or after the activation. */
  readonly place?: 'before' | 'after';
}

interface ResidualMlpOptions extends Classes {
  /** Units of a hidden layer, 512 by default. */
  readonly width?: number;
  /** Number of blocks, 6 by default. */
  readonly depth?: number;
  /** Default "layerNorm". */
  readonly norm?: NormOption;
  /** Normalisation inside each branch ("pre", default) or after each sum. */
  readonly place?: 'pre' | 'post';
  /** Factor of every branch, 1 by default. */
  readonly alpha?: number;
}

interface PoolOptions extends Classes {
  /** Default "max". */
  readonly pool?: 'max' | 'average';
  /** Factor of all numbers of channels and units, 1 by default. */
  readonly width?: number;
}

interface LenetOptions extends PoolOptions {
  /** Zeros around the images, 0 by default; 2 lets 28×28 be as 32×32. */
  readonly padding?: number | 'same';
}

interface NormedOptions extends PoolOptions {
  /** Default "none" for VGG, "batchNorm" for ResNets. */
  readonly norm?: NormOption;
}

interface PatchOptions extends Classes {
  /** Height and width of a patch, 4 by default. */
  readonly patch?: number;
  /** Features of a token: 48 by default for vit, 128 for mixer. */
  readonly width?: number;
  /** Number of blocks, 4 by default. */
  readonly depth?: number;
  /** Default "layerNorm". */
  readonly norm?: NormOption;
}

interface MixerOptions extends PatchOptions {
  /** Height and width of the images, 32 by default. */
  readonly size?: number;
}

interface VitOptions extends PatchOptions {
  /** Number of heads, 4 by default. */
  readonly heads?: number;
  /** Features between the dense layers, as a multiple of width, 4 by default. */
  readonly mlp?: number;
  readonly place?: 'pre' | 'post';
  /** A class token is read out (default), or the mean of all tokens. */
  readonly readout?: 'class' | 'mean';
}

interface TransformerOptions extends Pick<VitOptions, 'activation' | 'heads' | 'mlp' | 'norm' | 'place'> {
  readonly width: number;
  readonly heads: number;
}

/** Fully connected hidden layers. */
export const mlp = preset<[options?: MlpOptions]>('mlp');
/** Fully connected residual blocks of two layers each. */
export const resmlp = preset<[options?: ResidualMlpOptions]>('resmlp');
/** LeNet-5: two convolutions with pooling, three dense layers. */
export const lenet = preset<[options?: LenetOptions]>('lenet');
/** The convolutional network of [IGB], for 32×32 images: ReLU and max-pooling, or tanh and average-pooling. */
export const paperCnn = preset<[options?: PoolOptions]>('paperCnn');
/** VGG-11 for 32×32 images: eight convolutions, one dense readout. */
export const vgg11 = preset<[options?: NormedOptions]>('vgg11');
/** The small ResNet of fast CIFAR-10 training. */
export const resnet9 = preset<[options?: NormedOptions]>('resnet9');
/** ResNet-18 with the 3×3 stem for small images. */
export const resnet18 = preset<[options?: Omit<NormedOptions, 'pool'>]>('resnet18');
/** MLP-Mixer. */
export const mixer = preset<[options?: MixerOptions]>('mixer');
/** A vision transformer on patches. */
export const vit = preset<[options?: VitOptions]>('vit');
/** One transformer block on tokens, to be put among other layers. */
export const transformer = preset<[options: TransformerOptions]>('transformer');

/**
 * The TypeScript builder of a preset: a network that prints its layers, and may stand among the parts of `serial`.
 * Builders throw a UserError `bad-argument` for options that do not work out.
 */
function preset<Options extends readonly [options?: object]>(name: string): (...options: Options) => Network {
  const definition = findPreset(name)!;
  return (...[options = {}]) => {
    const given = Object.entries(options)
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => [key, definition.parameters[key]?.kind === 'layers' ? layersOf(value) : value] as const);
    const args: Record<string, unknown> = Object.fromEntries(given);
    checkArguments(name, definition.parameters, args);
    return parseNetwork(presetNotation(definition, args));
  };
}

function layersOf(value: unknown): readonly Part[] {
  if (typeof value === 'string') return parseNetwork(value, 'activation').parts;
  if (typeof value === 'object' && value !== null && 'kind' in value) return [value as Layer];
  throw new UserError('bad-argument', `activation must be a layer or its notation, not ${String(value)}`);
}
