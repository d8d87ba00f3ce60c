import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toJson } from '../../results/json.ts';
import { prepare } from '../../setup/setup.ts';
import { phaseDiagram } from '../../studies/phase/run.ts';
import { phaseSchema } from '../../studies/phase/schema.ts';
import { predict } from '../../theory/predict.ts';
import { exactMaps } from '../chain.ts';
import { edgeOfChaos, neutralityLine, varianceKept } from '../critical.ts';
import type { BlockLimit } from '../limit.ts';
import { gammaOf } from '../moments.ts';
import { parseAxis, parsePoint, valuesOf } from './axis.ts';
import { tabulatedMaps } from './chainTable.ts';
import { PhaseNetwork } from './phaseNetwork.ts';

const DATA = 'gaussian(dim=840, mean=0.3)';
const NETWORKS = [
  '50*(dense(100), tanh), dense(10)',
  '20*(dense(100), relu), dense(10)',
  '20*(dense(100), erf), dense(10)',
  '10*(dense(100), sigmoid), dense(2)',
  '5*(dense(840), relu, maxPool(2), dense(840)), dense(10)',
  '5*(dense(840), relu, avgPool(2), dense(840)), dense(10)',
  '10*(dense(100), batchNorm, relu), dense(10)',
  '10*(dense(100), layerNorm, tanh), dense(10)',
  'dense(100), 10*(residual(dense(100), tanh, dense(100)), layerNorm), dense(10)',
  '5*(dense(100), sign), dense(10)',
  '2*(dense(100), activation("x - step(x - 1)"), avgPool(2), dense(100)), dense(10)',
  '10*(dense(100), linear), dense(10)',
  'dense(100), silu, dense(10)',
];
const POINTS = [
  { sigmaW2: 0.7, sigmaB2: 0.05 },
  { sigmaW2: 1.5, sigmaB2: 0 },
  { sigmaW2: 2.5, sigmaB2: 0.3 },
];

describe.each(NETWORKS)('the phase diagram of %s', (notation) => {
  const network = new PhaseNetwork(prepare(notation, DATA));
  const maps = tabulatedMaps;

  it.each(POINTS)('has the bias ratio of predict at σ_w² = $sigmaW2, σ_b² = $sigmaB2', (point) => {
    const { gamma } = predict(notation, DATA, point);
    for (const [used, tolerance] of [
      [exactMaps, 1e-10],
      [maps, 1e-7],
    ] as const) {
      const moments = network.output(point, used);
      if ('reason' in moments) throw new Error(moments.reason);
      expect(gammaOf(moments) / gamma! - 1).toBeLessThan(tolerance);
      expect(gamma! / gammaOf(moments) - 1).toBeLessThan(tolerance);
    }
  });

  it.each(POINTS)('has the limit of depth of predict at σ_w² = $sigmaW2, σ_b² = $sigmaB2', (point) => {
    const [expected] = predict(notation, DATA, point).limits;
    const found = network.limit(point, exactMaps);
    if (!expected || !found || 'reason' in found) return expect(found).toBeUndefined();
    expect(found.phase).toBe(expected.phase);
    expect(found.gamma / (1 + found.gamma) || 1).toBeCloseTo(expected.gamma! / (1 + expected.gamma!) || 1, 8);
    if (expected.chi1 !== null && found.chi1 !== undefined) expect(found.chi1).toBeCloseTo(expected.chi1, 8);
  });
});

describe('the limit of depth just above the corner of tanh, σ_w² = 1 without biases', () => {
  it.each([1e-10, 6.495674530330309e-10, 1e-9, 3e-8])(
    'has a small variance that settles slowly, and is persistent, at σ_b² = %d',
    (sigmaB2) => {
      const network = new PhaseNetwork(prepare('9*(dense(64), tanh), dense(2)', 'gaussian(64)'));
      const limit = network.limit({ sigmaW2: 1, sigmaB2 }, tabulatedMaps);
      expect(limit).toMatchObject({ phase: 'persistent', gamma: Number.POSITIVE_INFINITY });
      expect((limit as BlockLimit).q! / Math.sqrt(sigmaB2 / 2)).toBeCloseTo(1, 3);
    },
  );
});

describe('a network with an activation that jumps', () => {
  it.each([
    ['sign(x - 0.5) + x', 6, 0.05],
    ['sign(x) + x', 6, 0],
    ['x - sign(x - 0.5)', 1.5, 0],
    ['(sign(x - 1) + sign(x + 1)) / 2', 2.5, 0.05],
  ])('has in a phase diagram the bias ratio of predict: %s', (formula, sigmaW2, sigmaB2) => {
    const notation = `4*(dense(100), activation("${formula}")), dense(10)`;
    const network = new PhaseNetwork(prepare(notation, DATA));
    const point = { sigmaW2, sigmaB2 };
    const moments = network.output(point, tabulatedMaps);
    if ('reason' in moments) throw new Error(moments.reason);
    expect(Math.abs(gammaOf(moments) / predict(notation, DATA, point).gamma! - 1)).toBeLessThan(1e-8);
  });
});

describe('the edge of chaos', () => {
  it.each([
    [0.01, 1.42421, 5],
    [0.02, 1.54419, 5],
    [0.05, 1.76095, 5],
    [0.1, 1.9860726411, 10],
    [0.15, 2.15048, 5],
    [0.2, 2.28515, 5],
  ])('of tanh at σ_b² = %d is at σ_w² = %d', (sigmaB2, sigmaW2, digits) => {
    const found = edgeOfChaos('50*(dense(100), tanh), dense(10)', sigmaB2);
    expect(found.toFixed(digits)).toBe(sigmaW2.toFixed(digits));
  });

  it('of relu is at He scale, and with pools of two at 4/3 and 4', () => {
    expect(edgeOfChaos('relu, dense(64)')).toBeCloseTo(2, 12);
    expect(edgeOfChaos('9*(dense(64), relu, maxPool(2)), dense(2)')).toBeCloseTo(4 / 3, 12);
    expect(edgeOfChaos('relu, avgPool(2), dense(64)')).toBeCloseTo(4, 12);
  });

  it.each([
    ['tanh', 1],
    ['sin', 1],
    ['erf', Math.PI / 4],
  ])('of %s without biases is where the origin stops attracting, σ_w² φ′(0)² = 1', (phi, sigmaW2) => {
    expect(edgeOfChaos(`${phi}, dense(64)`)).toBeCloseTo(sigmaW2, 12);
    const axes = { x: 'sigmaW2=0.5:2:4', y: 'sigmaB2=0:0.1:6' };
    const { lines } = phaseDiagram(`9*(dense(64), ${phi}), dense(2)`, 'gaussian(64)', axes);
    const { points } = lines.find(({ kind }) => kind === 'edge')!;
    expect(points.find(({ y }) => y === 0)!.x).toBeCloseTo(sigmaW2, 12);
  });

  it('comes down to that of networks without biases as the cube root of small biases', () => {
    const excess = [1e-9, 8e-9, 64e-9].map((sigmaB2) => edgeOfChaos('tanh, dense(64)', sigmaB2) - 1);
    expect(excess[1]! / excess[0]!).toBeCloseTo(2, 1);
    expect(excess[2]! / excess[1]!).toBeCloseTo(2, 1);
  });

  it.each(['batchNorm, relu, dense(64)', 'step, dense(64)', 'dense(64, sigmaW2=1), relu'])(
    'of %s is nowhere, which is said',
    (block) => {
      expect(() => edgeOfChaos(block)).toThrow(/no edge of chaos/);
    },
  );

  it('of relu with max-pools is not where they keep the variance', () => {
    const kept = varianceKept('relu, maxPool(2), dense(64)');
    expect(kept).toBeCloseTo((4 * Math.PI) / (3 * Math.PI + 2), 12);
    expect(kept).toBeLessThan(edgeOfChaos('relu, maxPool(2), dense(64)'));
  });

  it('on a diagram is the one that edgeOfChaos finds, to twelve digits', () => {
    const axes = { x: 'sigmaW2=1:3:9', y: 'sigmaB2=0.05:0.2:3' };
    const { lines } = phaseDiagram('9*(dense(64), tanh), dense(2)', 'gaussian(64)', axes);
    const edge = lines.find(({ kind }) => kind === 'edge')!;
    for (const { x, y } of edge.points) expect(x).toBeCloseTo(edgeOfChaos('tanh, dense(64)', y), 11);
  });

  it('on a diagram has points on columns where it runs along a row', () => {
    const axes = { x: 'sigmaW2=0.5:2:16', y: 'sigmaB2=0:0.2:3' };
    const { lines } = phaseDiagram('9*(dense(64), tanh), dense(2)', 'gaussian(64)', axes);
    const { points } = lines.find(({ kind }) => kind === 'edge')!;
    const filled = points.filter(({ y }) => y > 0 && y < 0.1);
    expect(filled.length).toBeGreaterThan(6);
    for (const { x, y } of filled) expect(x).toBeCloseTo(edgeOfChaos('tanh, dense(64)', y), 9);
    expect(points.every(({ y }, k) => k === 0 || y >= points[k - 1]!.y)).toBe(true);
  });
});

describe('the neutrality line', () => {
  it('of tanh has the published points', () => {
    const found = neutralityLine('50*(dense(100), tanh), dense(10)', [0.01, 0.05, 0.1, 0.2]);
    expect(found.map(({ sigmaW2 }) => sigmaW2.toFixed(4))).toEqual(['1.6847', '2.3783', '2.9248', '3.7611']);
  });

  it('on a diagram of a deep network is the same to the accuracy of interpolated maps', () => {
    const axes = { x: 'sigmaW2=1:4:9', y: 'sigmaB2=0.01:0.2:3' };
    const { lines } = phaseDiagram('9*(dense(64), tanh), dense(2)', 'gaussian(64)', axes);
    const { points } = lines.find(({ kind }) => kind === 'neutralLimit')!;
    const exact = neutralityLine(
      'tanh, dense(64)',
      points.map(({ y }) => y),
    );
    points.forEach(({ x }, k) => {
      expect(x).toBeCloseTo(exact[k]!.sigmaW2, 7);
    });
  });
});

describe('phaseDiagram', () => {
  const network = '5*(dense(64), tanh), dense(10)';
  const small = { x: 'sigmaW2=0.5:4:7', y: 'sigmaB2=0:0.5:5' };

  it('follows its schema, for maps, curves and networks without repetition', () => {
    const diagrams = [
      phaseDiagram(network, 'gaussian(64)', { ...small, at: ['sigmaW2=1.5,sigmaB2=0.1'] }),
      phaseDiagram(network, 'gaussian(64)', { x: 'depth=1:50' }),
      phaseDiagram('dense(64), relu, dense(3)', 'digits', small),
    ];
    for (const diagram of diagrams) expect(phaseSchema.parse(JSON.parse(toJson(diagram)))).toEqual(diagram);
    expect(diagrams[2]!.limit).toBeNull();
    expect(diagrams[2]!.notes.join()).toContain('no block is repeated');
  });

  it('explains a point: which way neutral lies, and how far the edge is', () => {
    const [point] = phaseDiagram(network, 'gaussian(64)', { ...small, at: [{ sigmaW2: 1.5, sigmaB2: 0.1 }] }).points;
    const { gamma } = predict(network, 'gaussian(64)', { sigmaW2: 1.5, sigmaB2: 0.1 });
    expect(point!.gamma).toBeCloseTo(gamma!, 10);
    expect(point!.gradient.map(({ perUnit }) => Math.sign(perUnit))).toEqual([-1, 1]);
    expect(point!.edge[0]!.value).toBeCloseTo(1.9860726411, 7);
    expect(point!.limit!.depthScale).toBeCloseTo(-1 / Math.log(point!.limit!.chi1!), 12);
  });

  it('depends on depth as networks of that depth do', () => {
    const { gamma, x } = phaseDiagram(network, 'gaussian(64)', { x: 'depth=1:20:20', sigmaW2: 1.5, sigmaB2: 0.1 });
    x.values.forEach((depth, j) => {
      const written = predict(network.replace('5', String(depth)), 'gaussian(64)', { sigmaW2: 1.5, sigmaB2: 0.1 });
      expect(gamma[0]![j]! / written.gamma!).toBeCloseTo(1, 8);
    });
  });

  it('varies the mean of generated data', () => {
    const { gamma } = phaseDiagram('dense(9), linear, dense(2)', 'gaussian(64)', { x: 'mean=0:2:5' });
    gamma[0]!.forEach((value, j) => {
      expect(value!).toBeCloseTo((j / 2) ** 2, 10);
    });
  });

  it.each([
    ['dense(9), relu, dense(2)', 'gaussian(9)', { x: 'depth=1:9' }, /needs a repeated block/],
    [network, 'digits', { x: 'mean=0:1' }, /generated data/],
    [network, 'gaussian(64)', { x: 'sigmaW2=1:2', y: 'sigmaW2=1:2' }, /both sigmaW2/],
    ['conv(4, 3), relu, flatten, dense(2)', 'digits', small, /positions/],
    ['dense(9), relu', 'gaussian(64)', small, /Gaussian outputs/],
  ])('refuses %s on %s', (notation, data, axes, message) => {
    expect(() => phaseDiagram(notation, data, axes)).toThrow(message);
  });
});

describe('an axis', () => {
  it('is read with its steps and its scale', () => {
    expect(parseAxis('sigmaW2=0.5:4')).toEqual({ parameter: 'sigmaW2', from: 0.5, to: 4, scale: 'linear' });
    expect(parseAxis('variance=.01:100:5:log')).toMatchObject({ steps: 5, scale: 'log' });
    expect(valuesOf(parseAxis('variance=.01:100:5:log')).map((value) => Number(value.toFixed(6)))).toEqual([
      0.01, 0.1, 1, 10, 100,
    ]);
    expect(valuesOf(parseAxis('depth=1:4:9'))).toEqual([1, 2, 3, 4]);
  });

  it.each([
    '',
    'sigmaW2',
    'sigmaW2=',
    'sigmaW2=1',
    'sigmaW2=2:1',
    'sigmaW2=0:1',
    'sigmaB2=-1:1',
    'depth=0:3',
    'depth=1:2.5',
    'w=1:2',
    'sigmaB2=0:1:9:log',
    'sigmaB2=0:1:1',
    'sigmaB2=0:1:2:3',
    'mean=1:x',
  ])('"%s" is refused with a remedy or a reason', (text) => {
    expect(() => parseAxis(text)).toThrow(/axis/);
  });

  it('either parses or fails as the fault of the user, whatever the text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        for (const parse of [parseAxis, parsePoint]) {
          try {
            parse(text);
          } catch (error) {
            expect(error).toHaveProperty('exitCode', 2);
          }
        }
      }),
    );
  });

  it('has values that begin and end as asked and rise in between', () => {
    const range = fc.record({
      from: fc.double({ min: 1e-3, max: 10, noNaN: true }),
      width: fc.double({ min: 1e-3, max: 10, noNaN: true }),
      steps: fc.integer({ min: 2, max: 99 }),
      scale: fc.constantFrom('linear' as const, 'log' as const),
    });
    fc.assert(
      fc.property(range, ({ from, width, steps, scale }) => {
        const values = valuesOf({ parameter: 'sigmaW2', from, to: from + width, steps, scale });
        expect([values[0], values.at(-1), values.length]).toEqual([from, from + width, steps]);
        expect(values.every((value, k) => k === 0 || value > values[k - 1]!)).toBe(true);
      }),
    );
  });
});

describe('a network that theory cannot follow', () => {
  it('is refused with the reason, as a branch that contains its own skip', () => {
    const network = '5*(dense(20), residual(residual(dense(20))), tanh), dense(2)';
    expect(() => phaseDiagram(network, 'gaussian(dim=20)', { x: 'sigmaW2=1:2:3' })).toThrow(/branch/);
  });
});
