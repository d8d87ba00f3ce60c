import { caret, UserError } from '../../errors.ts';
import { formula } from '../../notation/parameters.ts';
import { type ActivationBody, family } from '../family.ts';
import { parseFormula } from '../formula/parse.ts';
import type { Term } from '../formula/term.ts';
import { jumpsAmong } from '../jumps.ts';
import { distinct, EXPLORED, explorationGrid, signChanges, surveyResolution } from '../quadrature/survey.ts';

/** Exploring a formula takes milliseconds, and a network may name the same one in every layer. */
const explored = new Map<string, ActivationBody>();

/** A formula of the user's own: activation("x * sigmoid(1.702 * x)"). */
export const activation = family({
  name: 'activation',
  summary: 'A formula of your own, e.g. activation("x * sigmoid(1.702 * x)").',
  formula: 'any formula of x',
  theory: 'quadrature',
  parameters: { formula: formula('the activation as a formula of x') },
  positional: (formula: string) => ({ formula }),
  examples: [{ notation: 'activation("x * tanh(x)")' }],
  build: ({ formula }) => {
    const known = explored.get(formula) ?? explore(formula);
    explored.set(formula, known);
    return known;
  },
});

/**
 * Reads a formula and finds what quadrature needs: kinks (where arguments of abs, min, max, sign, relu …
 * meet their own), jumps, and how finely it varies. Features narrower than 1/64 or beyond ±40 may be missed.
 * @throws UserError `notation` for what does not parse, does not depend on x, or is not finite on [−40, 40]
 */
function explore(formula: string): ActivationBody {
  const term = parseFormula(formula);
  if (term.constant !== undefined) {
    throw new UserError('notation', 'the activation formula does not depend on x', caret(formula, 0, formula.length));
  }
  refuseInfinite(term, formula);
  const kinks = distinct(term.breaks.filter(({ kind }) => kind !== 'pole').flatMap(({ of }) => signChanges(of)));
  return {
    formula,
    value: term.value,
    derivative: term.derivative,
    kinks,
    ...surveyResolution(term.value, kinks),
    jumps: jumpsAmong(kinks, term.value),
    graph: term.graph,
  };
}

function refuseInfinite(term: Term, formula: string): void {
  const bad = explorationGrid().find((x) => !Number.isFinite(term.value(x)));
  const pole = bad ?? term.breaks.filter(({ kind }) => kind === 'pole').flatMap(({ of }) => signChanges(of))[0];
  if (pole === undefined) return;
  const culprit = bad === undefined ? term : innermost(term, bad);
  const what = bad !== undefined && Number.isNaN(term.value(bad)) ? 'not a number' : 'infinite';
  throw new UserError(
    'notation',
    `the activation formula is ${what} at x = ${Number(pole.toPrecision(6))}`,
    caret(formula, culprit.at ?? 0),
    `An activation must be finite for all x in [-${EXPLORED}, ${EXPLORED}], e.g. log(1 + x^2) instead of log(x).`,
  );
}

/** The innermost part that is not finite at x. */
function innermost(term: Term, x: number): Term {
  const part = term.parts.find((candidate) => !Number.isFinite(candidate.value(x)));
  return part ? innermost(part, x) : term;
}
