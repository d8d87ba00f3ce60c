import type { Data } from '../data/dataset.ts';
import { parsePreprocess } from '../data/parsePreprocess.ts';
import { parsePreprocessYaml } from '../data/parsePreprocessYaml.ts';
import type { Preprocess } from '../data/preprocess.ts';
import { load } from '../data/sources/files/load.ts';
import { textFile } from '../data/sources/files/textFile.ts';
import { UserError } from '../errors.ts';
import { type DrawOptions, drawOptions, samplerOption } from '../measure/plan/options.ts';
import type { Network } from '../network/network.ts';
import { parseNetwork } from '../network/notation/parse.ts';
import type { OptionsOf, OptionTable } from '../setup/option.ts';
import {
  defaultData,
  type HeadOption,
  headOption,
  modeOptions,
  pointOptions,
  type SetupOptions,
  weightOptions,
} from '../setup/options.ts';

/** Reads texts given on the command line into objects, so that messages name the option they came from. */

/** @throws UserError when there is none, or it does not parse */
export function networkFrom(text: string | undefined, command: string): Network {
  if (text !== undefined) return naming('--network', () => parseNetwork(text, '--network'));
  const example = `firstguess ${command} --network "3*(dense(512), relu), dense(10)"`;
  throw new UserError('bad-argument', `${command} needs --network`, [], `for instance ${example}`);
}

/** @throws UserError when the notation does not parse or its files cannot be read */
export async function dataFrom({ data }: { readonly data?: string }): Promise<Data> {
  return load(data ?? defaultData, '--data').catch((error) => {
    throw named('--data', error);
  });
}

/** The options of prediction and measurement among the flags. */
export function setupOptions({ preprocess, ...flags }: SetupOptions): SetupOptions {
  const steps = typeof preprocess === 'string' ? stepsFrom(preprocess) : preprocess;
  return {
    ...given(flags, { ...modeOptions, ...weightOptions, ...pointOptions }),
    ...(steps && { preprocess: steps }),
  };
}

/** The head, where one is given. */
export function headOf(flags: HeadOption): HeadOption {
  return given(flags, headOption);
}

/** The same, and those of drawing. */
export function measureOptions(flags: SetupOptions & DrawOptions): SetupOptions & DrawOptions {
  return { ...setupOptions(flags), ...given(flags, { ...drawOptions(), ...samplerOption }) };
}

/** Steps in the notation, or a YAML file that lists them. */
function stepsFrom(text: string): Preprocess {
  return naming('--preprocess', () => stepsInYaml(text) ?? parsePreprocess(text, '--preprocess'));
}

/** The steps that a YAML file lists; undefined where the text names none. */
export function stepsInYaml(text: string): Preprocess | undefined {
  return /\.ya?ml$/i.test(text) ? parsePreprocessYaml(textFile(text), text) : undefined;
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

/** What was given of a table, so that spreading it over other options overrides nothing by accident. */
function given<Table extends OptionTable>(flags: OptionsOf<Table>, table: Table): OptionsOf<Table> {
  const names = Object.keys(table).filter((name) => flags[name] !== undefined);
  return Object.fromEntries(names.map((name) => [name, flags[name]])) as OptionsOf<Table>;
}
