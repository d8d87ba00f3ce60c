import { describe, expect, it } from 'vitest';
import { inlineExecutor } from '../../measure/draw/executor.ts';
import type { Host } from '../../measure/measure.ts';
import { standInOf } from '../../measure/theory/standIn.ts';
import type { PlacedLayer } from '../../network/layer.ts';
import { prepare } from '../../setup/setup.ts';
import { biasOn } from '../../theory/guessTheory.ts';
import { predictOn } from '../../theory/predict.ts';
import { explanationHtml } from './page.ts';
import { worthByTheory } from './parts/worthByTheory.ts';
import { type ExplainOptions, planExplanation, runExplanation } from './run.ts';
import { renderExplanation } from './text.ts';

const host: Host = {
  executor: inlineExecutor,
  provenance: (workers) => ({ firstguess: '', node: '', platform: '', processor: '', workers, date: '' }),
};

const QUICK = { inits: 12, points: 40, readouts: 8 };

/** Enough of the digits: theory over all pairs takes the square of their number. */
const DIGITS = 'digits, sample(300)';

function explain(network: string, data = 'gaussian(dim=30)', options: ExplainOptions = {}) {
  const all = { ...QUICK, ...options };
  return runExplanation(planExplanation(network, data, all), host, all);
}

function worths(network: string, data: string) {
  const setup = prepare(network, data);
  const { prediction } = predictOn(setup);
  const worth = async (placed: PlacedLayer, index: number) => {
    const standIn = standInOf(placed, setup.init);
    if (typeof standIn === 'string') return null;
    return (await worthByTheory(setup, index, standIn, prediction, {}))?.mean ?? null;
  };
  return Promise.all(setup.layers.map(worth));
}

function agreementOfTheory(network: string, data: string): number {
  return biasOn(prepare(network, data), null)?.agreement.value ?? Number.NaN;
}

describe('what a layer is worth by theory', () => {
  it('is the whole bias for the only activation', async () => {
    const [, relu] = await worths('dense(50), relu, dense(2)', 'gaussian(dim=50)');
    expect(relu).toBeCloseTo(agreementOfTheory('dense(50), relu, dense(2)', 'gaussian(dim=50)') - 0.5, 12);
  });

  it('is the difference to the network that has one layer of its kind less', async () => {
    const [, relu] = await worths('2*(dense(50), relu), dense(3)', 'gaussian(dim=50)');
    const [two, one] = ['2*(dense(50), relu), dense(3)', 'dense(50), relu, dense(50), dense(3)'].map((network) =>
      agreementOfTheory(network, 'gaussian(dim=50)'),
    );
    expect(relu).toBeCloseTo(two - one, 12);
  });

  it('is that of the block for a residual, of the pool for a pool, of the biases for weights with biases', async () => {
    const data = 'gaussian(dim=50)';
    const [, block] = await worths('dense(50), residual(dense(50), relu, dense(50)), dense(2)', data);
    const whole = 'dense(50), residual(dense(50), relu, dense(50)), dense(2)';
    expect(block).toBeCloseTo(agreementOfTheory(whole, data) - 0.5, 12);
    const [, , pool] = await worths('dense(50), relu, maxPool(2), dense(2)', data);
    const pooled = agreementOfTheory('dense(50), relu, maxPool(2), dense(2)', data);
    expect(pool).toBeCloseTo(pooled - agreementOfTheory('dense(50), relu, dense(2)', data), 12);
    const [biases] = await worths('dense(50, sigmaB2=1), dense(2)', data);
    expect(biases).toBeCloseTo(agreementOfTheory('dense(50, sigmaB2=1), dense(2)', data) - 0.5, 12);
  });

  it('is negative for a normalisation that takes bias away', async () => {
    const [, , , norm] = await worths('dense(50), relu, dense(50), batchNorm, relu, dense(2)', 'gaussian(dim=50)');
    expect(norm).toBeLessThan(-0.01);
  });

  it('leaves the later layers at the same place of their curves', async () => {
    // After relu a unit has mean square 1; sigmoid units, whose bias depends on it, must see the same without relu.
    const data = 'gaussian(dim=50)';
    const [, relu] = await worths('dense(50), relu, dense(50), sigmoid, dense(2)', data);
    const whole = agreementOfTheory('dense(50), relu, dense(50), sigmoid, dense(2)', data);
    expect(relu).toBeCloseTo(whole - agreementOfTheory('dense(50, sigmaW2=1), dense(50), sigmoid, dense(2)', data), 12);
  });

  it('goes for given points as well', async () => {
    const [, relu] = await worths('dense(50), relu, dense(2)', DIGITS);
    const [whole, linear] = ['dense(50), relu, dense(2)', 'dense(50), dense(2)'].map((n) =>
      agreementOfTheory(n, DIGITS),
    );
    expect(relu).toBeCloseTo(whole - linear, 12);
  });
});

describe('an explanation', () => {
  it('follows the bias through the layers, and names those that matter', async () => {
    const { summary, layers, dataGamma, status } = await explain('2*(dense(64), relu), dense(2)');
    expect(layers.map(({ role }) => role)).toEqual(['keeps', 'born', 'keeps', 'amplifies', 'keeps']);
    expect(summary).toMatch(
      /^The bias is introduced in layer 2 \(relu\) and grows in layer 4 \(relu\)\. With linear units in place of all 2 relu layers gamma falls from 0\.975 to almost 0; .*\. Without relu in layer/,
    );
    expect([dataGamma, status]).toEqual([0, 'complete']);
    expect(layers[1].worth).toMatchObject({ method: 'theory', standIn: 'linear units', standardError: 0 });
    expect(layers[0]).toMatchObject({ worth: null, whyNoWorth: 'changes nothing about how alike inputs are' });
  });

  it('draws the network without a layer where theory does not cover it', async () => {
    const network =
      'patchEmbedding(2, 8), positionalEmbedding, residual(layerNorm, attention(2)), meanTokens, relu, dense(2)';
    const { layers } = await explain(network, 'gaussian(shape=1x8x8)');
    expect(layers.map(({ worth }) => worth?.method)).toEqual([
      undefined,
      ...['measured', 'measured', 'measured', 'measured'],
      undefined,
    ]);
    const relu = layers[4].worth;
    expect(relu?.initialisations).toBe(12);
    expect(relu?.mean).toBeGreaterThan(3 * (relu?.standardError ?? 1));
    expect(layers[4].agreement?.mean).toBeGreaterThan(layers[3].agreement?.mean ?? 1);
  });

  it('has the same numbers for the same seed, and others for another', async () => {
    const network = 'patchEmbedding(4, 8), meanTokens, relu, dense(2)';
    const [a, b, c] = await Promise.all([1, 1, 2].map((seed) => explain(network, 'gaussian(shape=1x8x8)', { seed })));
    expect(a.layers).toEqual(b.layers);
    expect(a.layers).not.toEqual(c.layers);
  });

  it('neutralises nothing unless asked to', async () => {
    const { layers } = await explain('dense(64), relu, dense(2)', undefined, { worth: false });
    expect(layers.every(({ worth }) => worth === null)).toBe(true);
  });

  it('gives what is done when it is stopped', async () => {
    const stop = new AbortController();
    const { status, layers } = await explain(
      'patchEmbedding(4, 8), meanTokens, relu, dense(2)',
      'gaussian(shape=1x8x8)',
      {
        signal: stop.signal,
        onVariant: () => stop.abort(),
      },
    );
    expect(status).toBe('interrupted');
    expect(layers[0].gamma).not.toBeNull();
    expect(layers[2].worth).toBeNull();
  });

  it('names biases as the cause, and what takes them away', async () => {
    const { summary, alternatives } = await explain('8*(dense(64), relu), dense(10)', DIGITS, { init: 'torch' });
    const [whole, none, he] = alternatives!.networks;
    expect([whole.change, none.change, he.change]).toEqual(['nothing', 'biases', 'he']);
    expect(whole.gamma.mean).toBeGreaterThan(40 * none.gamma.mean);
    expect(he.gamma.mean).toBeCloseTo(none.gamma.mean, 8);
    expect(summary).toMatch(
      /\. Without biases, or with He initialisation, gamma falls from \d+ to \d\.\d+; the favourite/,
    );
    expect(summary).toContain('Without the biases of layer 17 (dense)');
  });

  it('gives worths in ln gamma where the agreement is near 1', async () => {
    const { summary, layers, notes } = await explain('4*(dense(64), sigmoid), dense(10)', DIGITS, { init: 'torch' });
    expect(notes.join()).toContain('those in ln gamma tell layers apart');
    expect(summary).toMatch(/Without sigmoid in layer 8 gamma would be \d+ instead of \d+\./);
    const sigmoids = layers.filter(({ layer }) => layer === 'sigmoid').map(({ worth }) => worth!);
    for (const { mean, lnGamma } of sigmoids) {
      expect(mean).toBeLessThan(0.02);
      expect(lnGamma!.mean).toBeGreaterThan(0.5);
    }
  });

  it('has no worth in ln gamma where hardly a bias is left', async () => {
    const { layers } = await explain('dense(64), relu, dense(2)');
    expect(layers[1].worth).toMatchObject({ lnGamma: null, gammaWithout: { mean: 0, standardError: 0 } });
  });

  it('says in one place where the bias is introduced, as the marks do', async () => {
    const network = 'dense(64), relu, dense(64), batchNorm, relu, dense(2)';
    const explanation = await explain(network, 'gaussian(dim=30)', { worth: false });
    expect(explanation.layers.flatMap(({ role }, index) => (role === 'born' ? [index + 1] : []))).toEqual([2, 5]);
    expect(explanation.summary).toContain('is introduced in layers 2 and 5 (relu)');
    expect(explanation.measurement.summary).not.toContain('introduced');
    for (const output of [
      renderExplanation(explanation, { colour: false, width: 100 }).replaceAll(/\s+/g, ' '),
      explanationHtml(explanation),
    ]) {
      const sentences = [...output.matchAll(/is introduced in ([^.]*?relu\))/g)].map(([, places]) => places);
      expect(new Set(sentences)).toEqual(new Set(['layers 2 and 5 (relu)']));
    }
  });

  it('says which mode batchNorm is in', async () => {
    const network = 'dense(64), batchNorm, relu, dense(2)';
    const { measurement } = await explain(network, 'gaussian(dim=30)', { worth: false });
    expect(measurement.notes.filter((note) => note.startsWith('batchNorm is in training mode'))).toHaveLength(1);
    const other = await explain(network, 'gaussian(dim=30)', { worth: false, batchNorm: 'eval' });
    expect(other.measurement.notes.join()).toContain('batchNorm is in evaluation mode');
  });

  it('takes fewer points where an initialisation would be expensive', () => {
    const { assignment, experiment } = planExplanation('resnet18', 'gaussian(shape=3x32x32)');
    expect([assignment.points, experiment.points, experiment.initialisations]).toEqual([32, 32, 60]);
    expect(planExplanation('dense(10), relu, dense(2)', 'gaussian(dim=10)').assignment.points).toBe(1000);
  });
});
