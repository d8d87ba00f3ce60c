import { afterEach, describe, expect, it, vi } from 'vitest';

afterEach(() => {
  vi.doUnmock('@jax-js/jax');
  vi.resetModules();
});

describe('the library that differentiates', () => {
  it('is named with what to install where it is absent', async () => {
    vi.doMock('@jax-js/jax', () => {
      throw new Error('absent');
    });
    const { loadAutodiff } = await import('./autodiff.ts');
    const failure = await loadAutodiff().catch((error: unknown) => error);
    expect(failure).toMatchObject({
      code: 'engine',
      message: 'training needs jax-js, which does not load',
      remedy: expect.stringContaining('npm install @jax-js/jax'),
    });
  });

  it('computes', async () => {
    const { loadAutodiff } = await import('./autodiff.ts');
    const { grad, numpy } = await loadAutodiff();
    const cube = (x: ReturnType<typeof numpy.array>) => numpy.power(x, 3);
    expect(grad(cube)(numpy.array(2)).dataSync()[0]).toBeCloseTo(12, 5);
  });
});
