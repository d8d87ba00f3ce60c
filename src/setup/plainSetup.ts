import { parsePreprocess } from '../data/parsePreprocess.ts';
import { type Preprocess, preprocess } from '../data/preprocess.ts';
import { parseNetwork } from '../network/notation/parse.ts';
import { outputOf } from '../network/output.ts';
import { withPrior } from './prior.ts';
import type { Setup } from './setup.ts';

/** A setup as plain data, for another thread: network and preprocessing in the notation. */
export interface PlainSetup extends Omit<Setup, 'network' | 'layers' | 'output' | 'steps'> {
  readonly network: string;
  readonly preprocess: string;
}

export function plainSetup({ network, steps, layers: _layers, output: _output, ...plain }: Setup): PlainSetup {
  return { ...plain, network: network.toString(), preprocess: steps.notation };
}

/** The setup that was made plain. */
export function setupOf({ network: notation, preprocess: steps, ...plain }: PlainSetup): Setup {
  const network = parseNetwork(notation, 'the network');
  const layers = withPrior(network.place(plain.shape), plain.data);
  return { ...plain, network, layers, output: outputOf(layers), steps: stepsOf(steps, plain.data) };
}

/** Given points went through the steps already; only their name is left, which may be one's own and parse to nothing. */
function stepsOf(notation: string, data: Setup['data']): Preprocess {
  return data.kind === 'dataset' ? { ...preprocess(), notation } : parsePreprocess(notation, 'the preprocessing');
}
