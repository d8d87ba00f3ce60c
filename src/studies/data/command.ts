import { Option } from 'commander';
import type { FirstguessCommand } from '../../cli/command.ts';
import { addOutputOptions, addPointOptions, type OutputFlags, type SetupFlags } from '../../cli/options.ts';
import type { Io } from '../../console/io.ts';

export interface DataFlags extends Pick<SetupFlags, 'preprocess' | 'points' | 'seed'>, OutputFlags {
  readonly out?: string;
  readonly overwrite?: boolean;
}

/** `firstguess data`: what data are, how alike their points are, and what bias they bring. */
export function addData(program: FirstguessCommand, io: Io): void {
  const command = program.command('data') as FirstguessCommand;
  command.summary('look at data as theory sees them').description(
    `Looks at data as theory sees them: how large their points are, how much two of them overlap, in one class and across classes, what bias that brings to a network of linear units, and what theory will assume of them.
Generated data are looked at through points drawn from them.`,
  );
  command.argument('<source>', 'the data in the notation, e.g. digits or "digits, keep(3, 8)"');
  addPointOptions(command, 'Data:');
  addOutputOptions(
    command,
    new Option('--out <dir>', 'write data.html, data.json and the figures overlaps and contact-sheet to a folder'),
    new Option('--overwrite', 'replace a summary that is already in --out'),
  );
  command.action(async (source: string, flags: DataFlags) => {
    const { summariseAndShow } = await import('./action.ts');
    await summariseAndShow(source, flags, io);
  });
  command.examples(
    [
      'how alike handwritten digits are once every pixel has mean 0 and sd 1',
      'firstguess data digits --preprocess standardize',
    ],
    ['figures, report and JSON in a folder', 'firstguess data digits --out runs/digits'],
    ['the bias ratio of generated data', 'firstguess data "gaussian(dim=1000, mean=0.5)" --json | jq .overlaps.gamma'],
  );
}
