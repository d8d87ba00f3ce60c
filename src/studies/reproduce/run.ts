import type { ClaimHeader } from '../../claims/claimHeader.ts';
import type { Findings, NamedExperiment, ReproduceOptions } from '../../claims/kind.ts';
import { judged } from '../../claims/verdict.ts';
import type { Data } from '../../data/dataset.ts';
import type { Host } from '../../measure/measure.ts';
import { type ExperimentFile, type FileOf, type KindName, kinds } from './kinds.ts';
import type { ClaimOf, ReproducedClaim } from './schema.ts';

/**
 * Runs an experiment and gives the verdict on its claim.
 *
 * @param load reads data from their notation
 * @returns undefined when interrupted: part of a claim has no verdict
 * @throws UserError for data that cannot be read, and networks that do not fit them
 */
export async function reproduceClaim(
  experiment: NamedExperiment<ExperimentFile>,
  host: Host,
  load: (text: string) => Promise<Data>,
  options: ReproduceOptions,
): Promise<ReproducedClaim | undefined> {
  const started = performance.now();
  const findings = await findingsOf(experiment, host, load, options);
  if (!findings) return undefined;
  const { name, file } = experiment;
  const header: ClaimHeader = {
    claim: String(file.claim),
    name,
    title: file.title,
    statement: oneLine(file.statement),
    source: oneLine(file.source),
    refutedBy: oneLine(file['refuted-by']),
    effort: options.effort,
    ...judged(findings.checks),
    notes: [...(findings.notes ?? [])],
    seconds: (performance.now() - started) / 1000,
  };
  return { ...header, ...findings.found } as ReproducedClaim;
}

function findingsOf<Name extends KindName>(
  experiment: NamedExperiment<FileOf<Name>>,
  host: Host,
  load: (text: string) => Promise<Data>,
  options: ReproduceOptions,
): Promise<Findings<ClaimOf<Name>> | undefined> {
  return kinds[experiment.file.kind as Name].run(experiment, host, load, options);
}

/** YAML folds lines; the end of a folded text is a line of its own. */
function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
