import { effectiveLaw, type Initialisation } from '../../network/init.ts';
import { version } from '../../version.ts';
import { type Modes, modesInWords } from './modes.ts';
import { wrapped } from './statements.ts';

/** What a source says of the network that it was made from. */
export interface Origin {
  /** In the notation. */
  readonly network: string;
  /** In words, with its arguments. */
  readonly init: string;
  /** Of a point: [channels, height, width], [tokens, features] or [features]. */
  readonly shape: readonly number[];
  readonly seed: number;
  readonly modes: Modes;
}

/** The initialisation and what else was asked for: "he, law uniform, σ_w² 1.5". */
export function initInWords({ scheme, law, sigmaW2, sigmaB2 }: Initialisation): string {
  const said = [
    scheme,
    law !== effectiveLaw({ scheme }) && `law ${law}`,
    sigmaW2 !== undefined && `σ_w² ${sigmaW2}`,
    sigmaB2 !== undefined && `σ_b² ${sigmaB2}`,
  ];
  return said.filter(Boolean).join(', ');
}

/**
 * The head of a source as the text of a docstring: the network in the notation, what the file holds, and how it is used.
 * @param remarks sentences about the framework
 */
export function head(
  { network, init, modes }: Origin,
  remarks: readonly (string | undefined)[],
  use: readonly string[],
): string {
  const made = `Written by firstguess ${version} from this notation. Initialisation: ${init}.`;
  const points = 'Points go in as firstguess measures them: preprocessing is applied to the data, not here.';
  const sentences = [made, ...remarks, points, modesInWords(modes)].filter((each) => each !== undefined).join(' ');
  const body = [`${wrapped(network, '')}`, '', wrapped(sentences, ''), '', ...use.map((line) => `    ${line}`)];
  return `"""\n${body.join('\n').replaceAll('\\', '\\\\').replaceAll('"""', '\\"\\"\\"')}\n"""`;
}
