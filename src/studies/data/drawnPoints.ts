import { type Dataset, dataset, features, type Generator } from '../../data/dataset.ts';
import { WeightGenerator } from '../../random/generator.ts';
import { PURPOSE } from '../../random/key.ts';

/** Points of a law before preprocessing: those that the first initialisation of a measurement of this seed sees. */
export function drawnPoints(law: Generator, points: number, seed: number): Dataset {
  const generator = new WeightGenerator(seed);
  const buffer = generator.reserve(points * features(law.shape));
  const key = { purpose: PURPOSE.data, tensor: 0, readout: 0, initialisation: 0 };
  generator.normals(buffer, Math.sqrt(law.variance), key);
  return dataset(law.mean === 0 ? buffer.values : buffer.values.map((x) => x + law.mean), {
    shape: law.shape,
    name: law.name,
  });
}
