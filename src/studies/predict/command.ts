import { Option } from 'commander';
import type { FirstguessCommand } from '../../cli/command.ts';
import {
  addNetworkOption,
  addOutputOptions,
  addSetupOptions,
  number,
  type OutputFlags,
  type SetupFlags,
} from '../../cli/options.ts';
import { drawing, type Io } from '../../console/io.ts';
import { UserError } from '../../errors.ts';
import type { FiniteOptions } from '../../finite/predictFinite.ts';
import type { TerminalOptions } from '../measure/text.ts';

interface Flags extends SetupFlags, OutputFlags {
  readonly network?: string;
  readonly finite?: boolean;
  readonly untilSe?: number;
}

/** `firstguess predict`: what theory expects, without running anything. */
export function addPredict(program: FirstguessCommand, io: Io): void {
  const command = program.command('predict') as FirstguessCommand;
  command.summary('what theory expects of a network').description(
    `What theory expects a network of infinite width to guess before training: the bias ratio gamma after each layer, the probability that two inputs get the same guess (agreement), and the share of the favourite class.
Generated data are taken as infinitely many, unless --points is given; datasets exactly as they are.
With --finite: the same for the actual widths, sampled by pairs of points in networks of their own, beside infinite width.`,
  );
  addNetworkOption(command);
  addSetupOptions(command);
  const group = 'Finite width:';
  command.addOption(new Option('--finite', 'predict for the actual widths, with Gaussian weights').helpGroup(group));
  command.addOption(
    number(
      '--until-se <x>',
      'positive',
      'draw until the standard error of agreement is below x (default: 0.001)',
    ).helpGroup(group),
  );
  addOutputOptions(command);
  command.action(async (flags: Flags) => {
    const { dataFrom, networkFrom, setupOptions } = await import('../../cli/input.ts');
    const { predict } = await import('./run.ts');
    const network = networkFrom(flags.network, 'predict');
    const finite = finiteOptions(flags);
    const data = await dataFrom(flags);
    const options = setupOptions(flags);
    if (finite) {
      const { renderFinitePrediction } = await import('./finiteText.ts');
      await show(predict(network, data, { ...options, finite }), renderFinitePrediction, flags, io);
    } else {
      const { renderPrediction } = await import('../measure/text.ts');
      await show(predict(network, data, options), renderPrediction, flags, io);
    }
  });
  command.examples(
    [
      'five hidden layers, two classes',
      'firstguess predict --network "5*(dense(1000), relu), dense(2)" --data "gaussian(dim=1000)"',
    ],
    [
      'a tanh network that starts at the edge of chaos',
      'firstguess predict --network "100*(dense(1000), tanh), dense(2)" --data "gaussian(1000)" --sigma-w2 1 --sigma-b2 0.1',
    ],
    [
      'what the actual width changes, in milliseconds',
      'firstguess predict --network "5*(dense(100), relu), dense(2)" --data "gaussian(dim=100)" --finite --until-se 1e-4',
    ],
    [
      'for another program',
      'firstguess predict --network "dense(64), gelu, dense(10)" --preprocess standardize --json | jq .gamma',
    ],
  );
}

/** @throws UserError when there is an error to reach but nothing is drawn */
function finiteOptions({ finite, untilSe }: Flags): FiniteOptions | undefined {
  if (finite) return untilSe === undefined ? {} : { untilSe };
  if (untilSe === undefined) return undefined;
  throw new UserError('bad-argument', '--until-se is for --finite: infinite width is not sampled', [], 'add --finite');
}

async function show<P>(
  prediction: P,
  render: (prediction: P, options: TerminalOptions) => string,
  { json }: Flags,
  io: Io,
): Promise<void> {
  if (!json) return io.out(render(prediction, drawing(io)));
  const { toJson } = await import('../../results/json.ts');
  io.out(`${toJson(prediction)}\n`);
}
