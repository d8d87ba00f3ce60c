import { describe, expect, it } from 'vitest';
import { UserError } from '../../errors.ts';
import { type Shape, sizeOf } from '../../graph/graph.ts';
import { seededRandom } from '../../numerics/sampling/seeded.ts';
import { compile } from '../../program/compile.ts';
import { GraphRunner, WeightDrawer } from '../../program/sample.ts';
import { WeightGenerator } from '../../random/generator.ts';
import { he } from '../init.ts';
import { activations } from '../layers/activations.ts';
import { serial } from '../network.ts';
import { parseNetwork } from '../notation/parse.ts';
import { layerNames } from '../registry.ts';
import { presetDefinitions } from './definitions.ts';
import { lenet, mixer, mlp, paperCnn, resmlp, resnet9, resnet18, transformer, vgg11, vit } from './presets.ts';

function failure(act: () => unknown): UserError {
  try {
    act();
  } catch (error) {
    expect(error).toBeInstanceOf(UserError);
    return error as UserError;
  }
  throw new Error('it should have failed');
}

describe('a preset', () => {
  it.each([
    ['mlp', '5*(dense(1000), relu), dense(10)'],
    ['mlp(2, width=64, depth=3, norm=batchNorm)', '3*(dense(64), batchNorm, relu), dense(2)'],
    [
      'mlp(activation=leakyRelu(0.1), norm=layerNorm, place=after, depth=1)',
      'dense(1000), leakyRelu(0.1), layerNorm, dense(10)',
    ],
    ['mlp(activation=(gelu, dropout(0.1)), depth=2)', '2*(dense(1000), gelu, dropout(0.1)), dense(10)'],
    ['resmlp(depth=3)', 'dense(512), 3*residual(layerNorm, dense(512), gelu, dense(512)), layerNorm, dense(10)'],
    [
      'resmlp(place=post, activation=relu, alpha=.5, norm=rmsNorm)',
      'dense(512), 6*(residual(dense(512), relu, dense(512), alpha=0.5), rmsNorm), dense(10)',
    ],
    [
      'lenet',
      'conv(6, 5), relu, maxPool(2), conv(16, 5), relu, maxPool(2), ' + 'dense(120), relu, dense(84), relu, dense(10)',
    ],
    [
      'lenet(padding=2, width=0.01)',
      'conv(1, 5, padding=2), relu, maxPool(2), conv(1, 5), relu, maxPool(2), dense(1), relu, dense(1), relu, dense(10)',
    ],
    [
      'paperCnn(activation=tanh, pool=average)',
      'conv(16, 5, padding=2), tanh, avgPool(2), conv(64, 5, padding=2), tanh, avgPool(4), dense(10)',
    ],
    [
      'vit',
      'patchEmbedding(4, 48), classToken, positionalEmbedding, ' +
        '4*(residual(layerNorm, attention(4)), residual(layerNorm, dense(192), gelu, dense(48))), ' +
        'layerNorm, selectToken, dense(10)',
    ],
    [
      'patchEmbedding(4, 8), 2*transformer(8, 2, mlp=2, place=post), meanTokens, dense(3)',
      'patchEmbedding(4, 8), 2*(residual(attention(2)), layerNorm, residual(dense(16), gelu, dense(8)), layerNorm), ' +
        'meanTokens, dense(3)',
    ],
  ])('%s stands for its layers', (text, layers) => {
    expect(parseNetwork(text).toString()).toBe(layers);
  });

  it('of a ResNet halves images by strides on branch and shortcut', () => {
    const text = resnet18().toString();
    expect(text).toContain(
      'conv(64, 3, padding=1), batchNorm, relu, 2*(residual(conv(64, 3, padding=1), batchNorm, relu,',
    );
    expect(text).toContain(
      'residual(conv(128, 3, stride=2, padding=1), batchNorm, relu, conv(128, 3, padding=1), batchNorm, shortcut=(conv(128, 1, stride=2), batchNorm)), relu',
    );
    expect(text).toMatch(/globalAvgPool, dense\(10\)$/);
    expect(resnet18({ norm: 'none' }).toString()).toContain('shortcut=conv(256, 1, stride=2))');
    expect(
      resnet18()
        .place([3, 32, 32])
        .find(({ layer }) => layer.definition.name === 'globalAvgPool')!.input,
    ).toEqual([512, 4, 4]);
  });

  it('has a name, and a word for everything, of its own', () => {
    expect(new Set([...presetDefinitions.map(({ name }) => name), ...layerNames]).size).toBe(
      presetDefinitions.length + layerNames.length,
    );
    for (const { summary, parameters } of presetDefinitions) {
      expect(summary.length).toBeGreaterThan(0);
      for (const { meaning } of Object.values(parameters)) expect(meaning.length).toBeGreaterThan(0);
    }
  });

  it('in TypeScript says the same as in the notation, and goes among other layers', () => {
    expect(String(vit({ classes: 3, readout: 'mean', heads: 2 }))).toBe(
      String(parseNetwork('vit(3, readout=mean, heads=2)')),
    );
    expect(String(mlp({ activation: activations.leakyRelu(0.2), depth: 1 }))).toBe(
      'dense(1000), leakyRelu(0.2), dense(10)',
    );
    expect(String(mlp({ activation: 'erf', norm: undefined }))).toBe('5*(dense(1000), erf), dense(10)');
    expect(serial(transformer({ width: 8, heads: 2 }), transformer({ width: 8, heads: 2 })).unroll()).toHaveLength(4);
  });
});

describe('a preset that does not work out', () => {
  it.each([
    ['vit(clases=3)', 'vit has no argument "clases"', '    ^^^^^^^^'],
    ['vit(pool=3)', 'vit has no argument "pool"', '    ^^^^^^'],
    ['mlp(norm=norm)', 'mlp: norm must be one of none, batchNorm, layerNorm, rmsNorm, not norm', '         ^^^^'],
    ['relu, mixer(patch=5)', 'mixer cannot be built: patches of 5 do not divide images of 32', '      ^^^^^^^^^^^^^^'],
    [
      'mlp(depth=1e5)',
      'mlp cannot be built: the network has 200001 layers; at most 10000 are possible',
      '^^^^^^^^^^^^^^',
    ],
    ['transformer(8)', 'transformer needs heads, number of heads', '^^^^^^^^^^^^^^'],
  ])('%s is refused at its fault', (text, message, carets) => {
    const error = failure(() => parseNetwork(text));
    expect(error.message).toBe(message);
    expect(error.where).toEqual([text, carets]);
  });

  it('is suggested by its nearest name', () => {
    expect(failure(() => parseNetwork('resnett18')).remedy).toMatch(/^did you mean resnet18\?/);
  });

  it.each([
    [() => mlp({ activation: 3 as never }), 'activation must be a layer or its notation, not 3'],
    [() => mlp({ depht: 3 } as never), 'mlp has no argument "depht"'],
    [() => vit({ place: 'before' as never }), 'vit: place must be one of pre, post, not before'],
  ])('is refused in TypeScript (%#)', (build, message) => {
    expect(failure(build)).toMatchObject({ code: 'bad-argument', message });
  });
});

describe('the network of every preset', () => {
  it.each([
    [mlp({ width: 20, depth: 2, norm: 'batchNorm' }), [12]],
    [resmlp({ width: 20, depth: 2 }), [12]],
    [lenet({ width: 0.5 }), [1, 28, 28]],
    [paperCnn({ width: 0.25, pool: 'average', activation: 'tanh' }), [3, 32, 32]],
    [vgg11({ width: 0.0625, norm: 'batchNorm' }), [3, 32, 32]],
    [resnet9({ width: 0.0625 }), [3, 32, 32]],
    [resnet18({ width: 0.0625 }), [3, 32, 32]],
    [mixer({ width: 16, depth: 2, size: 16 }), [3, 16, 16]],
    [vit({ width: 16, depth: 2 }), [3, 16, 16]],
    [vit({ width: 16, depth: 2, readout: 'mean', place: 'post', classes: 2 }), [1, 8, 8]],
  ] as const)('%s parses back and runs', async (network, input) => {
    expect(parseNetwork(network.toString()).toString()).toBe(network.toString());
    const features = await featuresOf(network.toString(), input);
    expect(features.every(Number.isFinite)).toBe(true);
    expect(new Set(features).size).toBeGreaterThan(features.length / 3);
  });
});

/** What the readout of a network sees of a few random points, with random weights. */
async function featuresOf(text: string, input: Shape): Promise<Float32Array> {
  const points = 4;
  const { hidden, features } = compile(parseNetwork(text).place(input), he);
  const { normal } = seededRandom(1);
  const data = Float32Array.from({ length: points * sizeOf(input) }, () => normal());
  const runner = await GraphRunner.open(hidden, new WeightDrawer(new WeightGenerator(1), points), { points });
  runner.draw(0);
  const results = await runner.run({ data });
  await runner.release();
  return results[features.name].data;
}
