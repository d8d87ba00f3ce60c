import { measure, predict } from 'firstguess';
import { describe, expect, it } from 'vitest';
import { countedAgreement } from './counted.ts';

/**
 * Spatial theory against published values and against networks with eight times the channels. About ten minutes. The
 * ResNet that .9465 is published for does not name its layers, so that number is not a test: a ResNet of our own is held to
 * its simulation instead.
 */
const quick = process.env.FIRSTGUESS_CHECKS === 'quick';
const IMAGES = 'gaussian(shape=3x32x32)';

const LENETS = [
  {
    name: 'LeNet, ReLU and max-pooling',
    network: (width: number) => `lenet(width=${width})`,
    data: IMAGES,
    init: 'he',
    published: 0.6777,
    error: 0.0003,
  },
  {
    name: 'LeNet, tanh and average pooling',
    network: (width: number) => `lenet(activation=tanh, pool=average, width=${width})`,
    data: IMAGES,
    init: 'lecun',
    published: 0.1007,
    error: 0.0001,
  },
] as const;

describe.skipIf(quick)('spatial theory', () => {
  it.each(LENETS)('of $name is that published', ({ name, network, data, init, published, error }) => {
    const { agreement, agreementError } = predict(network(1), data, { init });
    console.log(`${name}: ${agreement!.toFixed(5)} ± ${agreementError!.toFixed(5)}, published ${published}`);
    expect(Math.abs(agreement! - published)).toBeLessThan(3 * Math.hypot(agreementError!, error));
  });

  it.each([
    { place: 'Gaussian images', data: IMAGES, preprocess: 'none', size: '' },
    { place: 'the digits', data: 'digits', preprocess: 'standardize', size: '' },
  ])("of the paper's CNN on $place agrees with eight times the channels", async ({ place, data, preprocess }) => {
    for (const kind of ['', 'activation=tanh, pool=average, ']) {
      const narrow = await measure(`paperCnn(${kind}width=1)`, data, {
        preprocess,
        points: 100,
        inits: 60,
        readouts: 8,
        seed: 3,
      });
      const wide = await measure(`paperCnn(${kind}width=8)`, data, {
        preprocess,
        points: 100,
        inits: 24,
        readouts: 16,
        seed: 4,
      });
      const { sd } = wide;
      const agreement = countedAgreement(wide);
      console.log(
        `${place}, ${kind || 'relu, max '}: sd of G ${narrow.sd.mean.toFixed(4)} ± ${narrow.sd.standardError.toFixed(4)} at 16/64, ` +
          `${sd.mean.toFixed(4)} at 128/512 channels; agreement ${agreement.mean.toFixed(4)} ± ${agreement.standardError.toFixed(4)}, ` +
          `theory ${agreement.theory?.toFixed(4)} ± ${agreement.theoryError?.toFixed(4)}, z = ${agreement.z?.toFixed(2)}`,
      );
      expect(Math.abs(agreement.z!)).toBeLessThan(3);
    }
  });

  // Neighbours that are nearly alike leave sampled covariances indefinite: an earlier version of theory failed
  // here from the second max-pooling on.
  it.each([2, 3])('of smooth images through max-pooling, %i times, agrees with 64 channels', async (blocks) => {
    const network = `${blocks}*(conv(64, 3, padding=same), relu, maxPool(2)), flatten, dense(2)`;
    const measured = await measure(network, 'fields(shape=1x28x28, length=4, points=48)', {
      inits: 40,
      readouts: 16,
      seed: 5,
    });
    const agreement = countedAgreement(measured);
    console.log(
      `${blocks} blocks: ${agreement.mean.toFixed(4)} ± ${agreement.standardError.toFixed(4)} at 64 channels, ` +
        `theory ${agreement.theory!.toFixed(4)} ± ${agreement.theoryError!.toFixed(4)}, z = ${agreement.z!.toFixed(2)}`,
    );
    expect(Math.abs(agreement.z!)).toBeLessThan(3);
  });

  it('of a ResNet, whose sums with a ReLU are not Gaussian, agrees with eight times the channels', async () => {
    const block = (c: number) => `residual(conv(${c}, 3, padding=same), relu, conv(${c}, 3, padding=same)), relu`;
    const network = `conv(128, 3, padding=same), relu, 2*(${block(128)}), globalAvgPool, dense(10)`;
    const measured = await measure(network, 'gaussian(shape=3x16x16)', {
      points: 100,
      inits: 24,
      readouts: 64,
      seed: 9,
    });
    const agreement = countedAgreement(measured);
    console.log(
      `ResNet: ${agreement.mean.toFixed(4)} ± ${agreement.standardError.toFixed(4)} at 128 channels, ` +
        `theory ${agreement.theory!.toFixed(4)} ± ${agreement.theoryError!.toFixed(4)}, z = ${agreement.z!.toFixed(2)}`,
    );
    expect(Math.abs(agreement.z!)).toBeLessThan(3);
  });

  it.each([
    ['parallel branches', 'parallel(conv(200, 1), (conv(100, 1), relu, conv(200, 3, padding=1))), relu'],
    [
      'windows of two sizes',
      'conv(300, 3x1, stride=2x1, padding=(1, 0, 0, 0)), relu, maxPool(1x2), conv(300, 1x3), relu',
    ],
    ['zeros around images', 'conv(300, 3), relu, pad((0, 1, 2, 0)), conv(300, 3), relu'],
  ])('of %s agrees with hundreds of channels', async (name, layers) => {
    const options = { inits: 150, readouts: 4, points: 200, seed: 11 };
    const agreement = countedAgreement(await measure(`${layers}, globalAvgPool, dense(3)`, 'digits', options));
    console.log(
      `${name}: ${agreement.mean.toFixed(4)} ± ${agreement.standardError.toFixed(4)} at 200 channels or more, ` +
        `theory ${agreement.theory!.toFixed(4)} ± ${agreement.theoryError!.toFixed(4)}, z = ${agreement.z!.toFixed(2)}`,
    );
    expect(Math.abs(agreement.z!)).toBeLessThan(3);
  });
});
