import picocolors from 'picocolors';
import { addOutputOptions } from '../console/addStudy.ts';
import type { FirstguessCommand } from '../console/command.ts';
import type { Io } from '../console/io.ts';
import type { OutputFlags } from '../console/study.ts';

/** `firstguess layers`: all layers and activations, generated from the code. */
export function addLayers(program: FirstguessCommand, io: Io): void {
  const command = program.command('layers') as FirstguessCommand;
  command.summary('layers and presets, and what theory covers').description(
    `Lists the layers, activations and presets of the notation, their arguments, and
what is covered: theory in pair mode (generated data), in dataset mode (real
data) and in spatial mode (images), and measurement.`,
  );
  addOutputOptions(command);
  command.action(async ({ json }: OutputFlags) => {
    const { coverage, presetCoverage } = await import('./coverage.ts');
    if (json) io.out(`${JSON.stringify({ layers: coverage(), presets: presetCoverage() }, null, 2)}\n`);
    else {
      const { layersTable } = await import('./layersTable.ts');
      const colors = picocolors.createColors(io.colour.out);
      io.out(layersTable(coverage(), presetCoverage(), Math.min(120, io.width), colors));
    }
  });
  command.examples([
    'the names of all activations',
    `firstguess layers --json | jq -r '.layers[] | select(.family == "activation").name'`,
  ]);
}
