import type { Data } from '../../data/dataset.ts';
import { loaded } from '../../data/sources/files/load.ts';
import { nodeHost } from '../../hosts/node/host.ts';
import { measureOptionNames } from '../../measure/plan/options.ts';
import type { Network } from '../../network/network.ts';
import { checkOptions } from '../../notation/checkOptions.ts';
import { type ExplainOptions, planExplanation, runExplanation } from './run.ts';
import type { Explanation } from './schema.ts';

/**
 * Explains where the bias of a network comes from: the bias ratio after every layer, measured and by theory, which layer
 * makes it, which amplify and which remove it, and how much of the final agreement each is worth.
 *
 * Options are those of `measure`, with 60 initialisations by default; without `points`, fewer points than usual where an
 * initialisation would be expensive. The same seed gives the same numbers whatever the number of workers.
 *
 * @param network a network or its notation
 * @param data data or their notation, read from files where they lie in some
 * @throws UserError for any fault in network, data or options
 */
export async function explain(
  network: Network | string,
  data: Data | string,
  options: ExplainOptions = {},
): Promise<Explanation> {
  checkOptions('explain', options, [...measureOptionNames, 'worth', 'onVariant', 'onAlternative', 'onDirection']);
  return runExplanation(planExplanation(network, await loaded(data), options), await nodeHost(options.device), options);
}
