import { join } from 'node:path';
import { type ResultFiles, writeFiles } from '../../hosts/node/resultFolder.ts';
import type { FileOptions } from '../../present/fileOptions.ts';
import { traceOf } from '../../results/finding.ts';
import { isArgmax } from '../../results/headFinding.ts';
import { toJson } from '../../results/json.ts';
import type { Measurement } from '../../results/schema.ts';
import type { RunFolder } from '../runFolder.ts';
import { confusion, hasConfusion } from './confusion.ts';
import { writeFractions } from './fractions.ts';
import { guessLaw } from './guessLaw.ts';
import { layerTrace } from './layerTrace.ts';
import { reportHtml } from './page.ts';
import { layerTable, quantityTable } from './tables.ts';

/**
 * Writes all that a finished or interrupted measurement leaves in its folder: fractions.parquet, the figures, report.html, and result.json last, as the mark of success.
 */
export async function writeResults(folder: RunFolder, measurement: Measurement, options: FileOptions): Promise<void> {
  const { status, initialisations, experiment, classes } = measurement;
  // A run that was stopped early by its standard error has blocks beyond the stop; they do not count.
  const before = status === 'complete' ? initialisations : experiment.initialisations;
  await writeFractions(join(folder.path, 'fractions.parquet'), folder.drawsBelow(before), classes);
  await writeFiles(folder.path, filesOf(measurement), options);
  folder.writeFile('result.json', `${toJson(measurement)}\n`);
}

function filesOf(measurement: Measurement): Omit<ResultFiles, 'json'> {
  return {
    figures: {
      'guess-law': isArgmax(measurement.head) ? guessLaw(measurement) : undefined,
      'layer-trace': traceOf(measurement).length > 0 ? layerTrace(measurement) : undefined,
      confusion: isArgmax(measurement.head) && hasConfusion(measurement) ? confusion(measurement) : undefined,
    },
    tables: {
      quantities: quantityTable(measurement),
      ...(traceOf(measurement).length > 0 && { layers: layerTable(measurement) }),
    },
    pages: { 'report.html': reportHtml(measurement) },
  };
}
