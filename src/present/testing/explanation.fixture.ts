import type { ExplainedLayer, Explanation, Worth } from '../../studies/explain/schema.ts';
import { inventedMeasurement } from './measurements.fixture.ts';

/** An invented explanation of a network whose batchNorm takes away the bias that each relu makes. */
export function inventedExplanation({ theory = true, layers = 7 } = {}): Explanation {
  const known: Worth = {
    mean: 0.12,
    standardError: 0,
    lnGamma: { mean: 0.8, standardError: 0 },
    without: 0.25,
    gammaWithout: { mean: 0.44, standardError: 0 },
    standIn: 'linear units',
    method: 'theory',
    initialisations: null,
  };
  const drawn: Worth = {
    mean: -0.03,
    standardError: 0.004,
    lnGamma: null,
    without: 0.4,
    gammaWithout: { mean: 0.001, standardError: 0.004 },
    standIn: 'no normalisation',
    method: 'measured',
    initialisations: 30,
  };
  const block: ExplainedLayer[] = [
    row({ layer: 'dense(64)', gamma: 0, role: 'keeps', change: null, worth: null }),
    row({ layer: 'relu', gamma: 0.47, role: 'born', change: null, worth: known }),
    row({ layer: 'batchNorm', gamma: -0.001, role: 'removes', change: -0.002, worth: drawn }),
    row({ layer: 'relu', gamma: 0.47, role: 'born', change: null, worth: { ...known, mean: 0.0001 } }),
    row({
      layer: 'residual(layerNorm, dense(64), relu, dense(64))',
      gamma: 0.97,
      role: 'amplifies',
      change: 2.1,
      worth: drawn,
    }),
    row({ layer: 'sign', gamma: Infinity, role: 'amplifies', change: Infinity, worth: null }),
  ];
  const rows = Array.from({ length: layers - 1 }, (_, index) => block[index % block.length]);
  return {
    summary:
      'The bias is introduced in layer 2 (relu). Without relu in layer 2 the agreement would be 0.25 instead of 0.37.',
    status: 'complete',
    dataGamma: 0,
    layers: [...rows, row({ layer: 'dense(10)', gamma: 0.97, role: 'keeps', change: 1, worth: null })],
    seconds: 12,
    alternatives: inventedAlternatives(),
    notes: ['a note <of> ours'],
    measurement: inventedMeasurement({ classes: 10, gamma: 0.97, theory }),
  };

  function row({ layer, gamma, role, change, worth }: Recipe): ExplainedLayer {
    const error = Number.isFinite(gamma) ? 0.02 * Math.abs(gamma) : 0;
    return {
      layer,
      gamma: { mean: gamma, standardError: error },
      theory: theory ? gamma : null,
      agreement: { mean: 0.3, standardError: 0.01 },
      change: change === null ? null : { mean: change, standardError: 0.02 },
      role,
      worth,
      whyNoWorth: worth ? null : 'changes nothing about how alike inputs are',
    };
  }
}

function inventedAlternatives(): NonNullable<Explanation['alternatives']> {
  const network = (gamma: number, agreement: number, maxFraction: number) => ({
    layers: null,
    gamma: { mean: gamma, standardError: 0.01 * gamma },
    agreement: { mean: agreement, standardError: 0.002 },
    maxFraction: { mean: maxFraction, standardError: 0.003 },
  });
  return {
    method: 'measured',
    initialisations: 30,
    networks: [
      { change: 'nothing', name: 'as it is', lnGamma: null, ...network(19, 0.93, 0.995) },
      {
        change: 'biases',
        name: 'without biases',
        lnGamma: { mean: -2.6, standardError: 0.02 },
        ...network(1.4, 0.5, 0.67),
      },
      {
        change: 'kind',
        name: 'all 3 relu: linear units',
        lnGamma: null,
        ...network(0.001, 0.1, 0.12),
        layers: [2, 4, 6],
      },
    ],
  };
}

interface Recipe extends Pick<ExplainedLayer, 'layer' | 'role' | 'worth'> {
  readonly gamma: number;
  readonly change: number | null;
}
