import { join } from 'node:path';
import { traceOf } from '../../results/finding.ts';
import { toJson } from '../../results/json.ts';
import type { Measurement } from '../../results/schema.ts';
import { confusion, hasConfusion } from '../../studies/measure/confusion.ts';
import type { RunFolder } from '../../studies/measure/folder.ts';
import { writeFractions } from '../../studies/measure/fractions.ts';
import { guessLaw } from '../../studies/measure/guessLaw.ts';
import { layerTrace } from '../../studies/measure/layerTrace.ts';
import { reportHtml } from '../../studies/measure/page.ts';
import { writeFigure } from './files.ts';

/**
 * Writes all that a finished or interrupted measurement leaves in its folder: fractions.parquet, the figures as SVG and
 * PNG, report.html, and result.json last, as the mark of success.
 */
export async function writeResults(folder: RunFolder, measurement: Measurement): Promise<void> {
  const { status, initialisations, experiment, classes } = measurement;
  // A run that was stopped early by its standard error has blocks beyond the stop; they do not count.
  const before = status === 'complete' ? initialisations : experiment.initialisations;
  await writeFractions(join(folder.path, 'fractions.parquet'), folder.drawsBelow(before), classes);
  await writeFigure(folder.path, 'guess-law', (document) => guessLaw(measurement, { document }));
  if (traceOf(measurement).length > 0) {
    await writeFigure(folder.path, 'layer-trace', (document) => layerTrace(measurement, { document }));
  }
  if (hasConfusion(measurement)) {
    await writeFigure(folder.path, 'confusion', (document) => confusion(measurement, { document }));
  }
  folder.writeFile('report.html', reportHtml(measurement));
  folder.writeFile('result.json', `${toJson(measurement)}\n`);
}
