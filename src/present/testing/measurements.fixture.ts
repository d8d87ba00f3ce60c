import { findingOf } from '../../results/finding.ts';
import type { Estimate, Measurement } from '../../results/schema.ts';

/** How an invented measurement differs from the usual one. */
export interface Recipe {
  readonly classes: number;
  /** Bias ratio of the outputs, from which the guess law is sampled. */
  readonly gamma: number;
  readonly theory?: boolean;
  readonly network?: string;
  readonly data?: string;
  readonly points?: number;
  /** Bias ratio after each layer; default: a deep ReLU network of the given bias ratio. */
  readonly layers?: readonly (readonly [layer: string, gamma: number])[];
  readonly notes?: readonly string[];
}

/**
 * An invented measurement whose numbers hang together: its guess law is that of K exchangeable outputs of bias ratio γ,
 * sampled crudely, once for the measurement and once with more draws for theory.
 */
export function inventedMeasurement(recipe: Recipe): Measurement {
  const { classes, gamma, theory = true, points = 1797, data = 'digits', notes = [] } = recipe;
  const network = recipe.network ?? `3*(dense(1000), relu), dense(${classes})`;
  const block = /\*\((.*)\), /.exec(network)?.[1] ?? network;
  const measured = sampleLaw(classes, gamma, classes > 20 ? 150 : 600, 1);
  const expected = sampleLaw(classes, gamma, classes > 20 ? 400 : 2500, 2);
  const estimate = (mean: number, relativeError: number, expectedMean: number): Estimate => {
    const standardError = gamma === Infinity ? 0 : mean * relativeError * (classes > 20 ? 4 : 1);
    return {
      mean,
      standardError,
      theory: theory ? expectedMean : null,
      z: theory && standardError > 0 ? (mean - expectedMean) / standardError : null,
    };
  };
  const sd = Math.sqrt(Math.max(0, expected.agreement / classes - 1 / classes ** 2));
  const maxFraction = estimate(measured.maxMean, 0.008, expected.maxMean);
  const layers = (recipe.layers ?? reluTrace(classes)).map(([layer, value], index) => ({
    layer,
    gamma: value * (1 + 0.02 * Math.sin(5 * index)),
    standardError: Number.isFinite(value) ? 0.03 * value + 0.001 : 0,
    theory: theory ? value : null,
  }));
  const whole: Omit<Measurement, 'summary'> = {
    network,
    data,
    preprocess: 'standardise',
    classes,
    points,
    seed: 1,
    initialisations: 200,
    readouts: 16,
    status: 'complete',
    agreement: estimate(measured.agreement, 0.01, expected.agreement),
    agreementCounted: null,
    maxFraction:
      theory && gamma !== Infinity
        ? { ...maxFraction, theoryError: 0.006, z: (maxFraction.z ?? 0) / 1.5 }
        : maxFraction,
    sd: estimate(0.996 * sd, 0.012, sd),
    gamma: estimate(gamma * 1.013, 0.025, gamma),
    loss: {
      ...estimate(1.31 * Math.log(classes), 0.006, 1.32 * Math.log(classes)),
      spread: estimate(0.23, 0.004, 0.2304),
      logClasses: Math.log(classes),
    },
    logits: {
      sdPoints: estimate(1.049, 0.0017, 1.0494),
      sdInitialisations: estimate(0.913, 0.0053, 0.9145),
      topProbability: estimate(0.381, 0.0012, 0.3817),
      entropy: estimate(1.76, 0.0029, 1.7577),
    },
    accuracy: null,
    intraClassCorrelation: 0.031,
    layers,
    layerDraws: 50,
    gramLayers: 0,
    histogram: {
      edges: measured.edges,
      fractions: { measured: measured.fractions, theory: theory ? expected.fractions : null },
      maxFraction: { measured: measured.maxima, theory: theory ? expected.maxima : null },
    },
    ks: classes === 2 && theory ? { distance: 0.031, critical: 0.096, level: 0.05, draws: 200 } : null,
    byClass: null,
    tiedPoints: 0,
    prediction: {
      network,
      data,
      preprocess: 'standardise',
      init: { scheme: 'he', law: 'gaussian' },
      classes,
      mode: data.startsWith('gaussian') ? 'pair' : 'dataset',
      points,
      gamma: theory ? gamma : null,
      correlation: theory ? (gamma === Infinity ? 1 : gamma / (1 + gamma)) : null,
      phase: theory ? (gamma >= 1 ? 'prejudiced' : 'neutral') : null,
      agreement: theory ? expected.agreement : null,
      maxFraction: theory ? expected.maxMean : null,
      maxFractionError: theory ? 0.006 : undefined,
      sd: theory ? sd : null,
      step0: null,
      byClass: null,
      layers: layers.map(({ layer, theory: value }) => ({
        layer,
        cov: value === null ? null : value === Infinity ? 1 : value / (1 + value),
        spread: value === null ? null : 1 / (1 + value),
        gamma: value,
      })),
      limits: theory ? [{ block, gamma: Infinity, chi1: 1, phase: 'transient' }] : [],
      notes: theory
        ? []
        : ['batchNorm divides every unit by its own spread over the data, which no kernel map follows.'],
    },
    experiment: {
      network,
      data,
      preprocess: 'standardise',
      init: { scheme: 'he', law: 'gaussian' },
      points: null,
      seed: 1,
      initialisations: 200,
      readouts: 'auto',
      dataDraw: 'each',
      untilSe: null,
      sampler: 'auto',
    },
    provenance: {
      firstguess: '0.1.0',
      node: '20.20.0',
      platform: 'linux x64',
      processor: 'Example CPU at 2.6 GHz',
      workers: 8,
      date: '2026-01-15T12:00:00.000Z',
    },
    engine: 'onnxruntime-node 1.30.0',
    seconds: 12.4,
    notes: [...notes],
  };
  return { ...whole, summary: findingOf(whole) };
}

/** Ten classes of digits through three ReLU layers: the example of the documentation. */
export const digitsMeasurement = inventedMeasurement({ classes: 10, gamma: 1.5305 });

/** Two classes at the same bias ratio: a U-shaped law. */
export const twoClassMeasurement = inventedMeasurement({ classes: 2, gamma: 1.5305 });

export const threeClassMeasurement = inventedMeasurement({
  classes: 3,
  gamma: 0.4669,
  data: 'gaussian(dim=1000)',
  points: 1000,
});

export const hundredClassMeasurement = inventedMeasurement({ classes: 100, gamma: 1.5305, data: 'cifar100' });

/** Normalisation that theory does not follow, and a trace that rises and falls. */
export const untheorisedMeasurement = inventedMeasurement({
  classes: 10,
  gamma: 0.36,
  theory: false,
  network: '2*(dense(256), batchNorm, relu), layerNorm, dense(10)',
  layers: [
    ['dense(256)', 0.0004],
    ['batchNorm', 0.0003],
    ['relu', 0.467],
    ['dense(256)', 0.466],
    ['batchNorm', 0.0004],
    ['relu', 0.952],
    ['layerNorm', 0.36],
    ['dense(10)', 0.36],
  ],
  notes: ['2 units of layer 3 were dead on all points.'],
});

/** An odd activation on centred data: neutral at every depth. */
export const neutralMeasurement = inventedMeasurement({
  classes: 10,
  gamma: 0.0002,
  data: 'gaussian(dim=1000)',
  points: 100,
  network: '2*(dense(1000), tanh), dense(10)',
  layers: [
    ['dense(1000)', 0.0002],
    ['tanh', 0.0003],
    ['dense(1000)', 0.0003],
    ['tanh', 0.0002],
    ['dense(10)', 0.0002],
  ],
});

/** A chain so deep in the ordered phase that all inputs look alike. */
export const constantMeasurement = inventedMeasurement({
  classes: 10,
  gamma: Infinity,
  network: '6*(dense(500, sigmaW2=0.5, sigmaB2=0.1), tanh), dense(10)',
  layers: Array.from({ length: 13 }, (_, index) =>
    index === 12
      ? (['dense(10)', Infinity] as const)
      : ([
          index % 2 ? 'tanh' : 'dense(500, sigmaW2=0.5, sigmaB2=0.1)',
          index < 10 ? 0.1 * 20 ** index : Infinity,
        ] as const),
  ),
});

export const allMeasurements: Readonly<Record<string, Measurement>> = {
  'digits, K=10': digitsMeasurement,
  'K=2': twoClassMeasurement,
  'K=3': threeClassMeasurement,
  'K=100': hundredClassMeasurement,
  'no theory': untheorisedMeasurement,
  neutral: neutralMeasurement,
  constant: constantMeasurement,
};

/** γ of ReLU networks at depth 1, 2, 3 from centred data (docs/theory §4). */
function reluTrace(classes: number): [string, number][] {
  const values = [0.4669422069, 0.9752348616, 1.5305290625];
  const trace: [string, number][] = [['dense(1000)', 0]];
  for (const [index, gamma] of values.entries()) {
    trace.push(['relu', gamma], [index === 2 ? `dense(${classes})` : 'dense(1000)', gamma]);
  }
  return trace;
}

/** Crude Monte Carlo of the exchangeable guess law: fractions given the node centres m by counting 100 points. */
function sampleLaw(classes: number, gamma: number, draws: number, seed: number) {
  const bins = 50;
  const size = 100;
  const edges = Array.from({ length: bins + 1 }, (_, index) => index / bins);
  const fractions = new Array<number>(bins).fill(0);
  const maxima = new Array<number>(bins).fill(0);
  const normal = normals(seed);
  const binOf = (n: number) => Math.floor((bins * (n + 0.5)) / (size + 1));
  const correlation = gamma === Infinity ? 1 : gamma / (1 + gamma);
  let maxSum = 0;
  let agreementSum = 0;
  for (let draw = 0; draw < draws; draw++) {
    const centres = Array.from({ length: classes }, () => Math.sqrt(correlation) * normal());
    const counts = new Array<number>(classes).fill(0);
    for (let point = 0; point < size; point++) {
      let best = 0;
      let top = -Infinity;
      for (let k = 0; k < classes; k++) {
        const output = centres[k] + Math.sqrt(1 - correlation) * normal();
        if (output > top) [best, top] = [k, output];
      }
      counts[best]++;
    }
    for (const n of counts) fractions[binOf(n)] += 1 / (classes * draws);
    const largest = Math.max(...counts);
    maxima[binOf(largest)] += 1 / draws;
    maxSum += largest / size / draws;
    agreementSum += counts.reduce((sum, n) => sum + n * (n - 1), 0) / (size * (size - 1)) / draws;
  }
  return { edges, fractions, maxima, maxMean: maxSum, agreement: agreementSum };
}

/** Normal numbers by Box–Muller from a linear congruence, good enough for a picture. */
function normals(seed: number): () => number {
  let state = seed * 7919;
  const uniform = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  return () => {
    const radius = Math.sqrt(-2 * Math.log(1 - uniform()));
    return radius * Math.cos(2 * Math.PI * uniform());
  };
}
