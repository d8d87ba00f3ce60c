import type { NamedExperiment } from '../../claims/kind.ts';
import { exitCodes } from '../../console/exitCodes.ts';
import { interruptible, type Watch } from '../../console/interruptible.ts';
import { drawing, type Io } from '../../console/io.ts';
import { load } from '../../data/sources/files/load.ts';
import { UserError } from '../../errors.ts';
import { nodeHost } from '../../hosts/node/host.ts';
import { toJson } from '../../results/json.ts';
import { version } from '../../version.ts';
import type { ReproduceFlags } from './command.ts';
import { chosenExperiments, experimentAt, shippedExperiments } from './experiments.ts';
import { ReproductionFolder } from './folder.ts';
import { reproduceClaim } from './run.ts';
import type { ReproducedClaim, Reproduction } from './schema.ts';
import { renderExperiments, renderReproduction } from './text.ts';

/** Runs claims and shows what became of them. Returns the exit code. */
export async function reproduceAndShow(wanted: readonly string[], flags: ReproduceFlags, io: Io): Promise<number> {
  const all = flags.file === undefined ? shippedExperiments() : [experimentAt(flags.file)];
  const chosen = chosenExperiments(all, wanted);
  if (flags.list) {
    if (flags.json) throw new UserError('bad-argument', '--list prints no JSON');
    io.out(renderExperiments(chosen, drawing(io)));
    return exitCodes.finished;
  }
  const folder = ReproductionFolder.create(flags.out, flags.overwrite);
  const started = performance.now();
  const claims = await claimsOf(chosen, folder, flags, io);
  const reproduction: Reproduction = {
    status: claims.length === chosen.length ? 'complete' : 'interrupted',
    claims,
    firstguess: version,
    seconds: (performance.now() - started) / 1000,
  };
  if (claims.length === 0) {
    io.err('firstguess: interrupted before a claim had a verdict\n');
    return exitCodes.interrupted;
  }
  await folder.write(reproduction);
  io.out(flags.json ? `${toJson(reproduction)}\n` : renderReproduction(reproduction, drawing(io)));
  io.err(`figures and pages are in ${folder.path}\n`);
  if (reproduction.status === 'interrupted') return exitCodes.interrupted;
  return claims.some(({ verdict }) => verdict === 'refuted') ? exitCodes.checkFailed : exitCodes.finished;
}

/** One claim after the other, each written as soon as it has a verdict; ends early when interrupted. */
async function claimsOf(
  experiments: readonly NamedExperiment[],
  folder: ReproductionFolder,
  { quick, workers }: ReproduceFlags,
  io: Io,
): Promise<ReproducedClaim[]> {
  let prefix = '';
  const task = async ({ signal, onProgress, say }: Watch) => {
    const claims: ReproducedClaim[] = [];
    const host = await nodeHost();
    for (const [index, experiment] of experiments.entries()) {
      const claim = await reproduceClaim(experiment, host, load, {
        effort: quick ? 'quick' : 'full',
        workers,
        signal,
        onProgress,
        onStep: ({ what, done, total }) => {
          prefix = `claim ${index + 1}/${experiments.length}, ${what} ${done + 1}/${total}  `;
          say(`${prefix}starting …`);
        },
      });
      if (!claim) break;
      await folder.writeClaim(claim);
      claims.push(claim);
      if (signal.aborted) break;
    }
    return claims;
  };
  return interruptible(io, task, { prefix: () => prefix });
}
