import { readdirSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { NamedExperiment } from '../../claims/kind.ts';
import { textFile } from '../../data/sources/files/textFile.ts';
import { UserError } from '../../errors.ts';
import { didYouMean } from '../../notation/nearest.ts';
import type { ExperimentFile } from './kinds.ts';
import { parseExperiment } from './parseExperiment.ts';

/** The experiments that come with the package, beside dist as beside src. */
const FOLDER = fileURLToPath(new URL('../../../experiments/', import.meta.url));

/** All experiments of the package, in the order of their files. */
export function shippedExperiments(): NamedExperiment<ExperimentFile>[] {
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => experimentAt(`${FOLDER}${name}`));
}

/** @throws UserError for a file that cannot be read, and with its line and column for what is wrong in it */
export function experimentAt(path: string): NamedExperiment<ExperimentFile> {
  return { name: basename(path).replace(/\.ya?ml$/i, ''), file: parseExperiment(textFile(path), path) };
}

/**
 * Those that are meant by numbers of claims or names of files; all without any.
 * @throws UserError `unknown-name`
 */
export function chosenExperiments(
  all: readonly NamedExperiment<ExperimentFile>[],
  wanted: readonly string[],
): NamedExperiment<ExperimentFile>[] {
  const names = all.flatMap(({ name, file }) => [String(file.claim), name]);
  for (const one of wanted) {
    if (names.includes(one)) continue;
    const claims = all.map(({ file }) => Number(file.claim)).filter(Number.isInteger);
    // 99 is not a slip of the pen for 9.
    const hint = /^\d+$/.test(one)
      ? `claims have numbers from ${Math.min(...claims)} to ${Math.max(...claims)}; `
      : didYouMean(one, names);
    const remedy = `${hint}\`firstguess reproduce --list\` shows all`;
    throw new UserError('unknown-name', `unknown claim "${one}"`, [], remedy);
  }
  if (wanted.length === 0) return [...all];
  return all.filter(({ name, file }) => wanted.includes(name) || wanted.includes(String(file.claim)));
}
