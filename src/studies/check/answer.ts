import { exitCodes } from '../../console/exitCodes.ts';
import { dataFrom, naming, setupOptions } from '../../console/input.ts';
import { interruptible } from '../../console/interruptible.ts';
import { drawing } from '../../console/io.ts';
import type { Answer } from '../../console/study.ts';
import { textFile } from '../../data/sources/files/textFile.ts';
import { UserError } from '../../errors.ts';
import { ProcessRuntime } from '../../hosts/node/models/auditHost.ts';
import { OutputFile } from '../../hosts/node/outputFile.ts';
import { parseNetwork } from '../../network/notation/parse.ts';
import { toJson } from '../../results/json.ts';
import { flagOf } from '../../setup/option.ts';
import { annotations } from './annotations.ts';
import { parseCheckFile } from './checkFile.ts';
import { junitXml } from './junit.ts';
import { type CheckedStart, type PlannedCheck, planCheck } from './planCheck.ts';
import { runChecks } from './run.ts';
import type { Flags } from './study.ts';
import { renderChecks } from './text.ts';

/** Plans all checks, runs them, and shows the verdicts: as text or JSON, JUnit XML and annotations. */
export const answer: Answer = async ({ words, flags: given }, io) => {
  const flags: Flags = given;
  const { config, strict, workers, json } = flags;
  const junit =
    flags.junit === undefined ? undefined : OutputFile.at(flags.junit, { flag: '--junit', overwrite: true });
  const runtime = new ProcessRuntime();
  try {
    const planned = await (config === undefined
      ? asGiven(words, flags, runtime)
      : asListed(config, words, flags, runtime));
    let prefix = '';
    const result = await interruptible(
      io,
      ({ signal, onProgress }) => {
        const onCheck = ({ done, total }: { readonly done: number; readonly total: number }) => {
          prefix = total === 1 ? '' : `check ${done + 1}/${total}  `;
        };
        return runChecks(planned, { workers, strict, signal, onProgress, onCheck });
      },
      { prefix: () => prefix },
    );
    io.out(json ? `${toJson(result)}\n` : renderChecks(result, drawing(io)));
    if (flags.github ?? process.env.GITHUB_ACTIONS === 'true') {
      for (const line of annotations(result)) io.err(`${line}\n`);
    }
    junit?.write(junitXml(result));
    if (result.status === 'interrupted') return exitCodes.interrupted;
    return result.passed ? exitCodes.finished : exitCodes.checkFailed;
  } finally {
    await runtime.close();
  }
};

async function asGiven(words: readonly string[], flags: Flags, runtime: ProcessRuntime): Promise<PlannedCheck[]> {
  const { network, data: _data, preprocess: _preprocess, ...others } = flags;
  const [model] = words;
  const parsed = network === undefined ? undefined : naming('--network', () => parseNetwork(network, '--network'));
  const { preprocess } = setupOptions({ preprocess: flags.preprocess });
  const start: CheckedStart = { ...others, model, network: parsed, preprocess };
  return [await planCheck(start, () => dataFrom(flags), runtime)];
}

/** Says how a check is run and shown, and so may stand beside --config. */
const BESIDE = ['config', 'strict', 'junit', 'github', 'json', 'workers', 'color'];

async function asListed(
  path: string,
  words: readonly string[],
  flags: Flags,
  runtime: ProcessRuntime,
): Promise<PlannedCheck[]> {
  const stray = Object.keys(flags).find((name) => !BESIDE.includes(name) && flags[name as keyof Flags] !== undefined);
  if (stray !== undefined || words.length > 0) {
    const what = stray === undefined ? 'a model' : flagOf(stray);
    const remedy = `write it into ${path}, or leave --config out`;
    throw new UserError('bad-argument', `--config takes all from its file, but ${what} is given`, [], remedy);
  }
  const planned: PlannedCheck[] = [];
  for (const { start, place, located } of parseCheckFile(textFile(path), path)) {
    const { preprocess } = await located(async () => setupOptions({ preprocess: start.preprocess }));
    const plan = () => planCheck({ ...start, preprocess }, () => dataFrom(start), runtime);
    planned.push({ ...(await located(plan)), place });
  }
  return planned;
}
