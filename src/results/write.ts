import { join } from 'node:path';
import { writeFractions } from './parquet.ts';
import type { RunFolder } from './runFolder.ts';
import { type Measurement, toJson } from './schema.ts';

/** Writes all that a finished or interrupted measurement leaves in its folder; result.json last, as the mark of success. */
export async function writeResults(folder: RunFolder, measurement: Measurement): Promise<void> {
  const last = measurement.experiment.initialisations;
  const before = measurement.status === 'complete' ? measurement.initialisations : last;
  await writeFractions(join(folder.path, 'fractions.parquet'), folder.drawsBelow(before), measurement.classes);
  folder.writeFile('result.json', `${toJson(measurement)}\n`);
}
