import type { Data } from '../../data/dataset.ts';
import type { Preprocess } from '../../data/preprocess.ts';
import { loaded } from '../../data/sources/files/load.ts';
import { nodeHost } from '../../hosts/node/host.ts';
import { measureOptionNames } from '../../measure/plan/options.ts';
import type { Network } from '../../network/network.ts';
import { checkOptions } from '../../notation/checkOptions.ts';
import { type PreprocessingOptions, planPreprocessing } from './plan.ts';
import { runPreprocessing } from './run.ts';
import type { PreprocessingComparison } from './schema.ts';

/** The pipelines take the place of one preprocessing. */
const KNOWN = measureOptionNames.filter((name) => name !== 'preprocess');

/**
 * Compares pipelines of preprocessing: what each does to the data, and what networks guess before training once the data
 * went through it, by theory and measured on the same weights.
 *
 * Options are those of `measure`; of data with more than 1000 points a sample of 1000 is taken without `points`. A
 * pipeline that fails on the data says why in its result, and the others go on. Where the pipelines differ in one number
 * alone, `curves` holds theory between them.
 *
 * @param networks a network or several, or their notation
 * @param data data or their notation, read from files where they lie in some
 * @param pipelines such as "none" and "standardize"; "standardize, shift({0, 0.5, 1})" is three. Without any: those to
 *   try first: the data as they are, in 0…1, centred, standardised and whitened
 * @throws UserError for any fault in networks, data, pipelines or options
 */
export async function comparePreprocessing(
  networks: Network | string | readonly (Network | string)[],
  data: Data | string,
  pipelines: readonly (string | Preprocess)[] = [],
  options: PreprocessingOptions = {},
): Promise<PreprocessingComparison> {
  checkOptions('comparePreprocessing', options, [...KNOWN, 'measured', 'onPipeline']);
  const several = Array.isArray(networks) ? networks : [networks];
  const plan = planPreprocessing(several, await loaded(data), pipelines, options);
  return runPreprocessing(plan, await nodeHost(options.device), options);
}
