import { Option } from 'commander';
import type { FirstguessCommand } from '../../cli/command.ts';
import {
  addNetworkOption,
  addOutputOptions,
  addSetupOptions,
  type OutputFlags,
  type SetupFlags,
} from '../../cli/options.ts';
import type { Io } from '../../console/io.ts';

export interface PhaseFlags extends SetupFlags, OutputFlags {
  readonly network?: string;
  readonly x?: string;
  readonly y?: string;
  readonly at?: readonly string[];
  readonly out?: string;
  readonly overwrite?: boolean;
}

const DIAGRAM = 'Diagram:';

/** `firstguess phase`: phase diagrams. */
export function addPhase(program: FirstguessCommand, io: Io): void {
  const command = program.command('phase') as FirstguessCommand;
  command.summary('phase diagram over two parameters').description(
    `Draws by theory where a network is neutral and where it is prejudiced, over ranges of one or two parameters, with the edge of chaos and the phases of its repeated block in the limit of depth.
Parameters are sigmaW2, sigmaB2, depth, and of generated data mean and variance. Given data count as their average pair of points.`,
  );
  addNetworkOption(command);
  addSetupOptions(command);
  const axis = 'name=from:to, name=from:to:steps or name=from:to:steps:log';
  const add = (option: Option) => command.addOption(option.helpGroup(DIAGRAM));
  add(new Option('--x <range>', `${axis} (default: sigmaW2=0.5:4)`));
  add(new Option('--y <range>', 'the same; "none" for curves over x (default: sigmaB2=0:0.5)'));
  const at = new Option(
    '--at <point>',
    'explain a point and what lies around it, e.g. sigmaW2=1.5,sigmaB2=0.1; may be given several times',
  );
  add(at.argParser((text, before: readonly string[] = []) => [...before, text]));
  addOutputOptions(
    command,
    new Option(
      '--out <dir>',
      'write phase.html, phase.json and the figures phase-gamma and phase-chi1 (.svg, .png) to a folder',
    ),
    new Option('--overwrite', 'replace a diagram that is already in --out'),
  );
  command.action(async (flags: PhaseFlags) => {
    const { phaseAndShow } = await import('./action.ts');
    await phaseAndShow(flags, io);
  });
  command.examples(
    [
      'how deep tanh networks depend on the scale of their weights and biases',
      'firstguess phase --network "50*(dense(500), tanh), dense(10)" --data "gaussian(500)" --x sigmaW2=0.5:4 --y sigmaB2=0:.5',
    ],
    [
      'a point and its neighbourhood, with pictures',
      'firstguess phase --network "20*(dense(500), erf), dense(10)" --at sigmaW2=1.5,sigmaB2=0.1 --out runs/erf-phases',
    ],
  );
}
