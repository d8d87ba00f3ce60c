import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openSession } from '../engine/session.ts';
import { UserError } from '../errors.ts';
import { prepare } from '../setup/setup.ts';
import { exportNetwork } from './exportNetwork.ts';
import { exportFormats } from './formats.ts';

const flat = fc.constantFrom(
  ...[
    'dense(5)',
    'dense(3, sigmaW2=2, sigmaB2=0.1)',
    'relu',
    'gelu',
    'activation("x * tanh(x)")',
    'layerNorm',
    'batchNorm',
  ],
  ...[
    'dropout(0.5)',
    'maxPool(2)',
    'residual(relu, dense(5))',
    'concat(tanh, dense(2))',
    'parallel(dense(2), (relu, dense(3)))',
  ],
);
const spatial = fc.constantFrom(
  ...[
    'conv(4, 3, padding=1)',
    'conv(6, (3, 2), stride=2)',
    'depthwiseConv(3, padding=same)',
    'batchNorm',
    'groupNorm(2)',
  ],
  ...[
    'maxPool(2)',
    'avgPool(2)',
    'silu',
    'residual(conv(4, 3, padding=1), relu)',
    'upsample(2)',
    'lrn(3)',
    'gate(globalAvgPool, dense(4), sigmoid)',
  ],
);
const end = fc.constantFrom(
  'dense(10)',
  'globalAvgPool, dense(10)',
  'dense(1)',
  'softmax',
  'dense(4, bias=0.5), softmax',
);
const network = fc
  .tuple(fc.array(spatial, { maxLength: 3 }), fc.array(flat, { maxLength: 3 }), end)
  .map(([first, then, last]) => [...first, ...(then.length > 0 ? ['flatten', ...then] : []), last].join(', '));
const options = fc.record({ init: fc.constantFrom('he', 'torch', 'keras', 'orthogonal'), seed: fc.nat(9) });

/** What a call gives, or the mistake of a user that it names; anything else fails the test. */
function outcome<T>(call: () => T): T | UserError {
  try {
    return call();
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
}

describe('any network', () => {
  it('is exported to every format, or is refused in words', () => {
    const written = { refused: 0, exported: 0 };
    fc.assert(
      fc.property(network, options, fc.constantFrom(...exportFormats), (text, given, format) => {
        if (outcome(() => prepare(text, 'digits', given)) instanceof UserError) return;
        const content = outcome(() => exportNetwork(text, 'digits', { ...given, format }));
        if (content instanceof UserError) {
          written.refused++;
          expect(content.message).toMatch(/\w{3}/);
          return;
        }
        written.exported++;
        if (typeof content === 'string') expect(content).not.toMatch(/undefined|NaN|Infinity|\[object|null/);
        else expect(content.length).toBeGreaterThan(100);
      }),
      { numRuns: 300 },
    );
    expect(written.exported).toBeGreaterThan(60);
    expect(written.refused).toBeLessThan(written.exported);
  });

  it('runs as ONNX, and gives as many finite numbers as the notation says', async () => {
    let runs = 0;
    await fc.assert(
      fc.asyncProperty(network, options, async (text, given) => {
        const setup = outcome(() => prepare(text, 'digits', given));
        if (setup instanceof UserError) return;
        const file = outcome(() => exportNetwork(text, 'digits', { ...given, format: 'onnx' }));
        if (file instanceof UserError) return;
        const session = await openSession(file, { threads: 1 });
        const x = Float32Array.from({ length: 3 * 64 }, (_, i) => Math.sin(i * i));
        const { logits } = await session.run({ x: { data: x, dims: [3, 1, 8, 8] } });
        await session.release();
        expect(logits!.dims[0]).toBe(3);
        expect(logits!.data.every(Number.isFinite)).toBe(true);
        runs++;
      }),
      { numRuns: 60 },
    );
    expect(runs).toBeGreaterThan(10);
  });
});
