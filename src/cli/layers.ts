import picocolors from 'picocolors';
import type { FirstguessCommand } from './command.ts';
import type { Io } from './io.ts';
import { addOutputOptions, type OutputFlags } from './options.ts';

/** `firstguess layers`: everything that may stand in a network, generated from the code. */
export function addLayers(program: FirstguessCommand, io: Io): void {
  const command = program.command('layers') as FirstguessCommand;
  command.summary('layers and activations, and what theory covers').description(
    `Lists the layers and activations of the notation, their arguments, and what is covered:
theory in pair mode (generated data) and in dataset mode (real data), exactly or by quadrature, and measurement.`,
  );
  addOutputOptions(command);
  command.action(async ({ json }: OutputFlags) => {
    const { coverage } = await import('./coverage.ts');
    if (json) io.out(`${JSON.stringify({ layers: coverage() }, null, 2)}\n`);
    else {
      const { layersTable } = await import('./layersTable.ts');
      io.out(layersTable(coverage(), Math.min(120, io.width), picocolors.createColors(io.colour.out)));
    }
  });
  command.examples([
    'the names of all activations',
    `firstguess layers --json | jq -r '.layers[] | select(.family == "activation").name'`,
  ]);
}
