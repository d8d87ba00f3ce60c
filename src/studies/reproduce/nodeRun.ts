import type { ReproduceOptions as ClaimOptions } from '../../claims/kind.ts';
import { load } from '../../data/sources/files/load.ts';
import { nodeHost } from '../../hosts/node/host.ts';
import { checkOptions } from '../../notation/checkOptions.ts';
import { version } from '../../version.ts';
import { chosenExperiments, experimentAt, shippedExperiments } from './experiments.ts';
import { reproduceClaim } from './run.ts';
import type { ReproducedClaim, Reproduction } from './schema.ts';

export interface ReproduceOptions extends Pick<ClaimOptions, 'workers' | 'signal' | 'onProgress' | 'onStep'> {
  /** An experiment file of your own, in place of those that come with the package. */
  readonly file?: string;
  /** Fewer draws, with wider errors: minutes instead of hours. Default false. */
  readonly quick?: boolean;
}

/**
 * Runs claims of the paper, or of an experiment file of your own, and gives the verdict on each.
 *
 * @param claims numbers of claims or names of files; all without any
 * @throws UserError for claims that there are not, and faults in a file, with line and column
 */
export async function reproduce(
  claims: readonly (number | string)[] = [],
  options: ReproduceOptions = {},
): Promise<Reproduction> {
  checkOptions('reproduce', options, ['file', 'quick', 'workers', 'signal', 'onProgress', 'onStep']);
  const { file, quick, ...watch } = options;
  const all = file === undefined ? shippedExperiments() : [experimentAt(file)];
  const chosen = chosenExperiments(all, claims.map(String));
  const started = performance.now();
  const host = await nodeHost();
  const done: ReproducedClaim[] = [];
  for (const experiment of chosen) {
    const claim = await reproduceClaim(experiment, host, load, { ...watch, effort: quick ? 'quick' : 'full' });
    if (!claim) break;
    done.push(claim);
    if (options.signal?.aborted) break;
  }
  const status = done.length === chosen.length ? 'complete' : 'interrupted';
  return { status, claims: done, firstguess: version, seconds: (performance.now() - started) / 1000 };
}
