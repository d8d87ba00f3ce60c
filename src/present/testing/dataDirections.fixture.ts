import type { DataDirections } from '../../studies/explain/schema.ts';

/** Invented directions of images of three channels, measured; without errors as by theory. */
export function inventedDirections({ error = 0.02, gamma = 2 } = {}): DataDirections {
  const direction = (without: DataDirections['directions'][number]['without'], share: number | null) => ({
    without,
    dataGamma: without === 'nothing' ? 2.2 : -0.0004,
    gamma: { mean: gamma * (1 - (share ?? 0)), standardError: Number.isFinite(gamma) ? error : 0 },
    agreement: { mean: 0.5 - 0.2 * (share ?? 0), standardError: error / 10 },
    gammaShare: share === null ? null : { mean: share, standardError: error },
    agreementShare: share === null ? null : { mean: share / 2, standardError: error },
  });
  const values = Array.from({ length: 24 }, (_, i) => i - 8);
  return {
    meanShare: 0.687,
    componentShare: 0.149,
    points: 1000,
    method: error > 0 ? 'measured' : 'theory',
    initialisations: error > 0 ? 30 : null,
    directions: [
      direction('nothing', null),
      direction('mean', 0.64),
      direction('component', -0.123),
      direction('both', 0.641),
    ],
    pictures: { shape: [3, 2, 4], mean: values, component: values.map((value) => value / 50) },
  };
}
