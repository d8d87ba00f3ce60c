import type { NamedExperiment } from '../../claims/kind.ts';
import { exitCodes } from '../../console/exitCodes.ts';
import { interruptible, type Watch } from '../../console/interruptible.ts';
import { drawing, type Io } from '../../console/io.ts';
import type { Answer } from '../../console/study.ts';
import { load } from '../../data/sources/files/load.ts';
import { UserError } from '../../errors.ts';
import { nodeHost } from '../../hosts/node/host.ts';
import { ResultFolder, writeFiles } from '../../hosts/node/resultFolder.ts';
import { type FileOptions, fileOptionsOf } from '../../present/fileOptions.ts';
import { toJson } from '../../results/json.ts';
import { version } from '../../version.ts';
import { chosenExperiments, experimentAt, shippedExperiments } from './experiments.ts';
import type { ExperimentFile } from './kinds.ts';
import { reproduceClaim } from './run.ts';
import type { ReproducedClaim, Reproduction } from './schema.ts';
import { type Flags, study } from './study.ts';
import { renderExperiments, renderReproduction } from './text.ts';

/** Runs claims and shows their verdicts. Each is written as soon as it has one, so that Ctrl-C loses none. */
export const answer: Answer = async ({ words, flags: given }, io) => {
  const flags: Flags = given;
  const all = flags.file === undefined ? shippedExperiments() : [experimentAt(flags.file)];
  const chosen = chosenExperiments(all, words);
  if (flags.list) {
    if (flags.json) throw new UserError('bad-argument', '--list prints no JSON');
    io.out(renderExperiments(chosen, drawing(io)));
    return exitCodes.finished;
  }
  const folder = ResultFolder.create(flags.out!, study.leaves!, flags.overwrite);
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
  const { reproductionHtml } = await import('./page.ts');
  await folder.write(
    { pages: { 'report.html': reproductionHtml(reproduction) }, json: reproduction },
    fileOptionsOf(flags),
  );
  io.out(flags.json ? `${toJson(reproduction)}\n` : renderReproduction(reproduction, drawing(io)));
  io.err(`the reproduction is in ${folder.path}\n`);
  if (reproduction.status === 'interrupted') return exitCodes.interrupted;
  return claims.some(({ verdict }) => verdict === 'refuted') ? exitCodes.checkFailed : exitCodes.finished;
};

/** One claim after the other, each written as soon as it has a verdict; ends early when interrupted. */
async function claimsOf(
  experiments: readonly NamedExperiment<ExperimentFile>[],
  folder: ResultFolder,
  flags: Flags,
  io: Io,
): Promise<ReproducedClaim[]> {
  const { quick, workers } = flags;
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
      await writeClaim(folder, claim, fileOptionsOf(flags));
      claims.push(claim);
      if (signal.aborted) break;
    }
    return claims;
  };
  return interruptible(io, task, { prefix: () => prefix });
}

/** The figures and the page of a claim. */
async function writeClaim(folder: ResultFolder, claim: ReproducedClaim, options: FileOptions): Promise<void> {
  const { claimPicture } = await import('../../claims/claimFigure.ts');
  const { figuresOf } = await import('./shown.ts');
  const { claimHtml } = await import('./page.ts');
  const figures = figuresOf(claim).map((shown) => [`${claim.name}-${shown.name}`, claimPicture(claim, shown)] as const);
  const pages = { [`${claim.name}.html`]: claimHtml(claim) };
  await writeFiles(folder.path, { figures: Object.fromEntries(figures), pages }, options);
}
