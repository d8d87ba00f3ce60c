import { dataFrom, measureOptions, naming, networkFrom, stepsInYaml } from '../../cli/input.ts';
import { interruptible } from '../../console/interruptible.ts';
import { drawing, type Io } from '../../console/io.ts';
import { UserError } from '../../errors.ts';
import { nodeHost } from '../../hosts/node/host.ts';
import { toJson } from '../../results/json.ts';
import type { PreprocessFlags } from './command.ts';
import { PreprocessingFolder } from './folder.ts';
import { pipelinesFrom } from './pipelines.ts';
import { type PreprocessingPlan, planPreprocessing } from './plan.ts';
import { runPreprocessing } from './run.ts';
import type { PreprocessingComparison } from './schema.ts';
import { renderPreprocessing } from './text.ts';
import type { PipelinePlace } from './watch.ts';

/** Compares pipelines and shows what comes out. Returns whether all were compared. */
export async function preprocessAndShow(
  pipelines: readonly string[],
  flags: PreprocessFlags,
  io: Io,
): Promise<boolean> {
  if (flags.overwrite && flags.out === undefined) {
    throw new UserError('bad-argument', '--overwrite replaces the results in a folder, but there is no --out');
  }
  const networks = (flags.network ?? [undefined]).map((text) => networkFrom(text, 'preprocess'));
  const steps = naming('the pipelines', () => pipelinesFrom(pipelines.map((text) => stepsInYaml(text) ?? text)));
  const { preprocess: _, ...options } = measureOptions(flags);
  const plan = planPreprocessing(networks, await dataFrom(flags), steps, { ...options, measured: !flags.theoryOnly });
  const folder = flags.out === undefined ? undefined : PreprocessingFolder.create(flags.out, flags.overwrite);
  const comparison = await watched(plan, flags, io);
  if (comparison.results.length === 0) {
    io.err('firstguess: interrupted before there was anything to compare\n');
    return false;
  }
  io.out(flags.json ? `${toJson(comparison)}\n` : renderPreprocessing(comparison, drawing(io)));
  await folder?.write(comparison);
  if (folder) io.err(`the comparison is in ${folder.path}\n`);
  return comparison.status === 'complete';
}

function watched(plan: PreprocessingPlan, { untilSe }: PreprocessFlags, io: Io): Promise<PreprocessingComparison> {
  let prefix = '';
  return interruptible(
    io,
    async ({ signal, onProgress, say }) => {
      const onPipeline = (place: PipelinePlace) => {
        prefix = `${place.stage} ${place.done + 1}/${place.total}  `;
        say(`${prefix}computing …`);
      };
      return runPreprocessing(plan, await nodeHost(plan.options.device), { signal, onProgress, onPipeline });
    },
    { untilSe, prefix: () => prefix },
  );
}
