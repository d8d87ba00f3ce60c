import type { NextStep } from '../../present/text/nextStep.ts';
import { strongestRemedy, type TheoryOfRemedies } from '../../remedies/strongest.ts';
import { isEven } from '../../results/finding.ts';
import { barePercent, fixed } from '../../results/format.ts';
import type { Experiment } from '../../results/schema.ts';
import type { Setup } from '../../setup/setup.ts';
import { type AdvisedExperiment, adviceCommand } from './commandLine.ts';
import { options } from './study.ts';

/** A network, or a model, whose bias is known. */
export interface Biased {
  readonly experiment: AdvisedExperiment & Partial<Pick<Experiment, 'head'>>;
  /** What theory follows; undefined where it does not. */
  readonly setup: Setup | undefined;
  readonly classes: number;
  /** As measured, or else as expected; null where neither is known. */
  readonly agreement: number | null;
  /** The agreement that theory expects; null where it does not cover the network, or was left out. */
  readonly expected: number | null;
  /** What was written on the command line, which is often shorter than what it stands for: "resnet18". */
  readonly given: {
    readonly network?: string;
    readonly batchNorm?: AdvisedExperiment['batchNorm'];
    readonly inits?: number;
  };
}

/**
 * The last words of a command on a network: the strongest remedy by theory, and the command that measures all of them.
 * @param which of several networks or data: "for network 2 (the most biased)", "after standardize"
 * @returns undefined where `advise` does not take what was asked
 */
export function nextStep(biased: Biased, which = ''): NextStep | undefined {
  const { experiment, classes, agreement, given } = biased;
  if (!isTaken(experiment)) return undefined;
  const of = which === '' ? '' : ` ${which}`;
  if (agreement !== null && isEven(agreement, classes)) {
    return { text: `Nothing to remedy${of}: the agreement is that of fair guesses.`, command: null };
  }
  const { network = experiment.network, batchNorm, inits } = given;
  const asked = { experiment: { ...experiment, network, batchNorm }, initialisations: inits };
  const command = adviceCommand(asked).replaceAll(' \\\n ', '');
  return { text: inWords(biased, of), command };
}

function inWords({ setup, expected, classes }: Biased, of: string): string {
  const found: TheoryOfRemedies =
    setup === undefined || expected === null ? { kind: 'unknown' } : strongestRemedy(setup, expected);
  switch (found.kind) {
    case 'remedy': {
      const change = `agreement ${fixed(expected!, 2)} → ${fixed(found.after, 2)}`;
      return `Strongest remedy${of} by theory: ${inPlace(found)} (${change}). All of them, measured:`;
    }
    case 'alike':
      return `Little to remedy${of}: by theory the average pair of inputs gets the same guess in ${barePercent(1 / classes)} of cases, as fair guesses do; what is more is of inputs that are alike. All remedies, measured:`;
    case 'none':
      return `Of the remedies${of} none that theory covers lowers the agreement. All of them, measured:`;
    case 'unknown':
      return `Remedies${of}, each applied and measured:`;
  }
}

/** Of several networks the one with the largest share of agreement above chance. */
export function mostBiased<Network extends { readonly agreement: number; readonly classes: number }>(
  networks: readonly Network[],
): Network | undefined {
  const excess = ({ agreement, classes }: Network) => (agreement - 1 / classes) / (1 - 1 / classes);
  return networks.toSorted((a, b) => excess(b) - excess(a))[0];
}

/** "layerNorm after each of 5 activations", "tanh activation at each of 5 activations", "no biases". */
function inPlace({ title, where }: { readonly title: string; readonly where: string }): string {
  const [first, ...rest] = where.split(' ');
  if (title.endsWith(` ${first}`)) return [title, ...rest].join(' ');
  return /^(each|the one) /.test(where) ? `${title} at ${where}` : title;
}

/** Whether `advise` takes all that decides what was asked. */
function isTaken({ head, model }: Biased['experiment']): boolean {
  const taken = new Set(['file', 'sha256', ...Object.values(options).flatMap((group) => Object.keys(group))]);
  return (head === undefined || head === 'sigmoid') && Object.keys(model ?? {}).every((name) => taken.has(name));
}
