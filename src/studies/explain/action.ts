import { dataFrom, measureOptions, networkFrom } from '../../cli/input.ts';
import { interruptible, type Watch } from '../../console/interruptible.ts';
import { drawing, type Io } from '../../console/io.ts';
import { UserError } from '../../errors.ts';
import { toJson } from '../../results/json.ts';
import type { ExplainFlags } from './command.ts';
import { ExplanationFolder } from './folder.ts';
import { explain } from './nodeRun.ts';
import { type ExplainOptions, planExplanation } from './run.ts';
import type { Explanation } from './schema.ts';
import { renderExplanation } from './text.ts';

/** Explains a network and shows what comes out. Returns whether it was explained to the end. */
export async function explainAndShow(flags: ExplainFlags, io: Io): Promise<boolean> {
  if (flags.overwrite && flags.out === undefined) {
    throw new UserError('bad-argument', '--overwrite replaces the results in a folder, but there is no --out');
  }
  const network = networkFrom(flags.network, 'explain');
  const data = await dataFrom(flags);
  const options = { ...measureOptions(flags), worth: flags.worth };
  planExplanation(network, data, options);
  const folder = flags.out === undefined ? undefined : ExplanationFolder.create(flags.out, flags.overwrite);
  const explanation = await watched(io, flags, (watch) => explain(network, data, { ...options, ...watch }));
  if (!explanation) {
    io.err('firstguess: interrupted before two initialisations were drawn\n');
    return false;
  }
  io.out(flags.json ? `${toJson(explanation)}\n` : renderExplanation(explanation, drawing(io)));
  await folder?.write(explanation);
  if (folder) io.err(`the explanation is in ${folder.path}\n`);
  return explanation.status === 'complete';
}

/** Undefined when interrupted before there was anything to explain. */
async function watched(
  io: Io,
  { untilSe }: ExplainFlags,
  task: (watch: Watch & Pick<ExplainOptions, 'onVariant' | 'onDirection'>) => Promise<Explanation>,
): Promise<Explanation | undefined> {
  let prefix = '';
  let signal: AbortSignal | undefined;
  const onVariant: ExplainOptions['onVariant'] = ({ layer, done, total }) => {
    prefix = `without layer ${layer} (${done + 1}/${total})  `;
  };
  const onDirection: ExplainOptions['onDirection'] = ({ without, done, total }) => {
    prefix = `data without ${DIRECTIONS[without]} (${done + 1}/${total})  `;
  };
  try {
    return await interruptible(
      io,
      (watch) => {
        signal = watch.signal;
        return task({ ...watch, onVariant, onDirection });
      },
      { untilSe, prefix: () => prefix },
    );
  } catch (error) {
    if (!signal?.aborted || !(error instanceof UserError)) throw error;
    return undefined;
  }
}

const DIRECTIONS = { nothing: 'nothing', mean: 'their mean', component: '1st component', both: 'both' } as const;
