import { dataFrom, networkFrom, setupOptions } from '../../cli/input.ts';
import { drawing, type Io } from '../../console/io.ts';
import { UserError } from '../../errors.ts';
import { toJson } from '../../results/json.ts';
import type { PhaseFlags } from './command.ts';
import { PhaseFolder } from './folder.ts';
import { phaseDiagram } from './run.ts';
import { renderPhase } from './text.ts';

/** Computes a phase diagram, shows it, and writes it to a folder where one is named. */
export async function phaseAndShow(flags: PhaseFlags, io: Io): Promise<void> {
  if (flags.overwrite && flags.out === undefined) {
    throw new UserError('bad-argument', '--overwrite replaces the results in a folder, but there is no --out');
  }
  const network = networkFrom(flags.network, 'phase');
  const data = await dataFrom(flags);
  const { x = 'sigmaW2=0.5:4', y = 'sigmaB2=0:0.5', at } = flags;
  const axes = { x, ...(y !== 'none' && { y }), ...(at && { at }) };
  const diagram = phaseDiagram(network, data, { ...setupOptions(flags), ...axes });
  const folder = flags.out === undefined ? undefined : PhaseFolder.create(flags.out, flags.overwrite);
  io.out(flags.json ? `${toJson(diagram)}\n` : renderPhase(diagram, drawing(io)));
  await folder?.write(diagram);
  if (folder) io.err(`the phase diagram is in ${folder.path}\n`);
}
