import { UserError } from '../errors.ts';
import type { Output } from '../network/output.ts';
import { didYouMean } from '../notation/nearest.ts';
import { type Call, fault, parseCalls } from '../notation/syntax.ts';

/** What a network's outputs are read as, and so what a guess is. Docs/theory §17. */
export type OutputHead =
  /** The class of the largest output; `sigmoid` tells two classes apart by the sign of one output. */
  | { readonly kind: 'argmax' | 'sigmoid' }
  /** Every output is a label, given where the output is above 0. */
  | { readonly kind: 'multilabel' }
  /** A class drawn with the probabilities of the softmax, as a policy or a language model does. */
  | { readonly kind: 'sample' }
  /** Numbers, of which only the spread says something. */
  | { readonly kind: 'regression' }
  /** Heads side by side, each with an argmax of its own over this many outputs. */
  | { readonly kind: 'several'; readonly sizes: readonly number[] };

export const headWords = ['argmax', 'sigmoid', 'multilabel', 'sample', 'regression', 'several'] as const;

/**
 * Reads a head and fits it to the outputs of a network.
 * @param given argmax, sigmoid, multilabel, sample, regression, or several(2, 31); undefined: argmax, of one output sigmoid
 * @param layers how many there are
 * @throws UserError for an unknown head, and for outputs that it cannot read
 */
export function headOf(given: string | undefined, output: Output, layers: number): OutputHead {
  const { units } = output;
  if (given === undefined) return { kind: units === 1 ? 'sigmoid' : 'argmax' };
  const [call, ...more] = parseCalls(given, '--head', 'multilabel');
  const kind = headWords.find((word) => word === call.name);
  if (!kind || more.length > 0) throw unknownHead(kind ? more[0] : call);
  if (kind === 'several') return { kind, sizes: sizesOf(call, units) };
  if (call.args.length > 0) throw fault(call, `${kind} takes no arguments`, `write ${kind} alone`, 'bad-argument');
  if (kind === 'argmax' || kind === 'sigmoid') {
    if (kind === 'sigmoid' && units !== 1) {
      throw misfit(`sigmoid reads one output, but the network has ${units}`, 'for several labels, choose multilabel');
    }
    return { kind: units === 1 ? 'sigmoid' : 'argmax' };
  }
  if (!output.logits || (kind === 'regression' && output.decision !== layers - 1)) {
    throw misfit(`${kind} reads the outputs of a dense layer, but activations follow it`, 'leave them out');
  }
  return { kind };
}

function sizesOf(call: Call, units: number): number[] {
  if (call.args.length === 0) {
    throw fault(
      call,
      'several needs the number of classes of each head',
      `for instance ${exampleOf(units)}`,
      'bad-argument',
    );
  }
  const sizes = call.args.map(({ value, name }) => {
    if (typeof value === 'number' && Number.isInteger(value) && value >= 2 && name === undefined) return value;
    throw fault(
      call,
      'several takes the number of classes of each head, from 2',
      `for instance ${exampleOf(units)}`,
      'bad-argument',
    );
  });
  const sum = sizes.reduce((total, size) => total + size, 0);
  if (sum !== units) {
    throw misfit(`several reads ${sum} outputs, but the network has ${units}`, `end the network with dense(${sum})`);
  }
  return sizes;
}

/** Two heads that share the outputs of the network. */
function exampleOf(units: number): string {
  return units < 4 ? 'several(2, 31) of 33 outputs' : `several(2, ${units - 2})`;
}

/** What losses and others call them. */
const ANSWERS: Readonly<Record<string, string>> = {
  softmax: 'for the class of the largest output write argmax, for classes drawn with their probabilities sample',
  crossentropy: 'write argmax',
  categorical: 'write sample',
  policy: 'write sample',
  mse: 'write regression',
  linear: 'write regression',
  binary: 'write sigmoid',
  bce: 'write sigmoid for one output, multilabel for several',
  multihead: 'write several with the number of classes of each head, for instance several(2, 31)',
};

function unknownHead(call: Call): UserError {
  const answer = ANSWERS[call.name.toLowerCase().replaceAll(/[_-]/g, '')];
  const remedy = answer ?? `${didYouMean(call.name, headWords)}choose one of ${headWords.join(', ')}`;
  return fault(call, `unknown head "${call.text.slice(call.at, call.at + call.length)}"`, remedy, 'unknown-name');
}

function misfit(message: string, remedy: string): UserError {
  return new UserError('bad-argument', `head ${message}`, [], remedy);
}
