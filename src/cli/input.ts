import { readFileSync } from 'node:fs';
import type { Data } from '../data/dataset.ts';
import { parsePreprocess } from '../data/parsePreprocess.ts';
import { parsePreprocessYaml } from '../data/parsePreprocessYaml.ts';
import type { Preprocess } from '../data/preprocess.ts';
import { load } from '../data/sources/files/load.ts';
import { UserError } from '../errors.ts';
import type { MeasureOptions } from '../measure/plan/plan.ts';
import type { Network } from '../network/network.ts';
import { parseNetwork } from '../network/notation/parse.ts';
import type { SetupOptions } from '../setup/setup.ts';
import { defaultData, type MeasureFlags, type SetupFlags } from './options.ts';

/** Reads texts given on the command line into objects, so that messages name the option they came from. */

/** @throws UserError when there is none, or it does not parse */
export function networkFrom(text: string | undefined, command: string): Network {
  if (text !== undefined) return naming('--network', () => parseNetwork(text, '--network'));
  const example = `firstguess ${command} --network "3*(dense(512), relu), dense(10)"`;
  throw new UserError('bad-argument', `${command} needs --network`, [], `for instance ${example}`);
}

/** @throws UserError when the notation does not parse or its files cannot be read */
export async function dataFrom({ data }: Pick<SetupFlags, 'data'>): Promise<Data> {
  return load(data ?? defaultData, '--data').catch((error) => {
    throw named('--data', error);
  });
}

export function setupOptions({ init, law, sigmaW2, sigmaB2, preprocess, points, seed }: SetupFlags): SetupOptions {
  return given({
    init,
    law,
    sigmaW2,
    sigmaB2,
    preprocess: preprocess === undefined ? undefined : stepsFrom(preprocess),
    points,
    seed,
  });
}

export function measureOptions(flags: MeasureFlags): SetupOptions & Omit<MeasureOptions, 'points'> {
  const { inits, readouts, untilSe, sampler, dataDraw, workers, device } = flags;
  return { ...setupOptions(flags), ...given({ inits, readouts, untilSe, sampler, dataDraw, workers, device }) };
}

/** Steps in the notation, or a YAML file that lists them. */
function stepsFrom(text: string): Preprocess {
  return naming('--preprocess', () => stepsInYaml(text) ?? parsePreprocess(text, '--preprocess'));
}

/** The steps that a YAML file lists; undefined where the text names none. */
export function stepsInYaml(text: string): Preprocess | undefined {
  return /\.ya?ml$/i.test(text) ? parsePreprocessYaml(textFile(text), text) : undefined;
}

function textFile(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new UserError('bad-argument', `${path} cannot be read: ${(error as Error).message}`);
  }
}

/**
 * Sees to it that a complaint names the option it is about: before the excerpt with the caret, unless the message
 * already does.
 */
export function naming<T>(option: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw named(option, error);
  }
}

function named(option: string, error: unknown): unknown {
  if (!(error instanceof UserError) || error.message.includes(option)) return error;
  const indent = ' '.repeat(option.length + 1);
  const where = error.where.map((line, i) => (i === 0 ? `${option} ${line}` : indent + line));
  return new UserError(error.code, error.message, where.length > 0 ? where : [`in ${option}`], error.remedy);
}

/** Leaves out what was not given, so that spreading it over other options overrides nothing by accident. */
function given<T extends object>(options: T): T {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as T;
}
