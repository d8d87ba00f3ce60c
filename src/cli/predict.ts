import type { FirstguessCommand } from './command.ts';
import { drawing, type Io } from './io.ts';
import { addNetworkOption, addOutputOptions, addSetupOptions, type OutputFlags, type SetupFlags } from './options.ts';

type Flags = SetupFlags & OutputFlags & { readonly network?: string };

/** `firstguess predict`: what theory expects, without running anything. */
export function addPredict(program: FirstguessCommand, io: Io): void {
  const command = program.command('predict') as FirstguessCommand;
  command.summary('what theory expects of a network').description(
    `What theory expects a network of infinite width to guess before training: the bias ratio gamma after each layer,
the probability that two inputs get the same guess (agreement), and the share of the favourite class.
Generated data are taken as infinitely many, unless --points is given; digits exactly as they are.`,
  );
  addNetworkOption(command);
  addSetupOptions(command);
  addOutputOptions(command);
  command.action(async (flags: Flags) => {
    const { dataFrom, networkFrom, setupOptions } = await import('./input.ts');
    const { predict } = await import('../theory/predict.ts');
    const prediction = predict(networkFrom(flags.network, 'predict'), await dataFrom(flags), setupOptions(flags));
    if (flags.json) {
      const { toJson } = await import('../results/json.ts');
      io.out(`${toJson(prediction)}\n`);
    } else {
      const { renderPrediction } = await import('../terminal/render.ts');
      io.out(renderPrediction(prediction, drawing(io)));
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
      'for another program',
      'firstguess predict --network "dense(64), gelu, dense(10)" --preprocess standardize --json | jq .gamma',
    ],
  );
}
