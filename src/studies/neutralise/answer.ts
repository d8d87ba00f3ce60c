import { checkFolder } from '../../console/answering.ts';
import { exitCodes } from '../../console/exitCodes.ts';
import { dataFrom, networkFrom, setupOptions } from '../../console/input.ts';
import { interruptible } from '../../console/interruptible.ts';
import { drawing } from '../../console/io.ts';
import type { Answer } from '../../console/study.ts';
import { UserError } from '../../errors.ts';
import { toJson } from '../../results/json.ts';
import { flagOf } from '../../setup/option.ts';
import { neutraliseNetwork } from './networkRun.ts';
import { neutralise } from './nodeRun.ts';
import type { Neutralisation } from './schema.ts';
import type { Flags } from './study.ts';
import { renderNeutralisation } from './text.ts';

/** Neutralises a model, or networks of the notation, and shows the result. */
export const answer: Answer = async ({ words, flags: given }, io) => {
  const flags: Flags = given;
  checkFolder(flags);
  const path = subjectOf(words, flags);
  const data = await dataFrom(flags);
  const { fit, priors, heldOut, output, dim, memory, out, overwrite, inits } = flags;
  const common = { ...setupOptions(flags), fit, priors, heldOut };
  const result = await interruptible(io, async ({ signal, say }) => {
    try {
      if (path !== undefined) {
        return await neutralise(path, data, { ...common, output, dim, memory, out, overwrite });
      }
      const network = networkFrom(flags.network, 'neutralise');
      const onProgress = ({ done, total }: { done: number; total: number }) =>
        say(`${done} of ${total} initialisations`);
      return await neutraliseNetwork(network, data, { ...common, inits, signal, onProgress });
    } catch (error) {
      if (!signal.aborted) throw error;
      return undefined;
    }
  });
  if (result === undefined) {
    io.err('firstguess: interrupted before all initialisations were drawn, of which nothing is kept\n');
    return exitCodes.interrupted;
  }
  io.out(flags.json ? `${toJson(result)}\n` : renderNeutralisation(result, drawing(io)));
  return isDone(result, flags) ? exitCodes.finished : exitCodes.checkFailed;
};

/** A constant model is not written. */
function isDone({ written }: Neutralisation, { out }: Flags): boolean {
  return out === undefined || written !== null;
}

const OF_MODELS = ['output', 'dim', 'memory', 'out'] as const;
const OF_NETWORKS = ['network', 'inits', 'init', 'law', 'sigmaW2', 'sigmaB2', 'batchNorm'] as const;

/** The path of the model; undefined where a network is given. @throws UserError `bad-argument` for both, or neither */
function subjectOf(words: readonly string[], flags: Flags): string | undefined {
  const [path, ...others] = words;
  const wrong = (message: string, remedy: string) => new UserError('bad-argument', message, [], remedy);
  if (others.length > 0) throw wrong(`neutralise takes one model, not ${words.length}`, 'give one file after another');
  if (path === undefined && flags.network === undefined) {
    throw wrong('neutralise needs an ONNX model, or --network', 'for instance firstguess neutralise model.onnx');
  }
  const names: readonly (keyof Flags)[] = path === undefined ? OF_MODELS : OF_NETWORKS;
  const stray = names.find((name) => flags[name] !== undefined);
  if (stray === undefined) return path;
  const of =
    path === undefined ? 'model files, and a network has none' : 'networks of the notation, and a model is given';
  throw wrong(`${flagOf(stray)} is for ${of}`, 'give either a model or --network, and the options of that');
}
