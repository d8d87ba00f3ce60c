import type { GraphBuilder, Tensor } from '../../graph/graph.ts';

/**
 * A part of a user's formula as a function of x, together with its slope (forward mode: each builder below applies one
 * rule of differentiation), the nodes that compute it, and the places where it may bend or break.
 */
export interface Term {
  value(x: number): number;
  derivative(x: number): number;
  /** A number for constants, a tensor shaped like x for everything else. */
  graph(g: GraphBuilder, x: Tensor): Tensor;
  /** Set if the term does not depend on x. */
  readonly constant?: number;
  readonly parts: readonly Term[];
  readonly breaks: readonly Break[];
  /** Where it stands in the formula, as far as known. */
  readonly at?: number;
}

/** Something happens where `of` changes its sign. */
interface Break {
  of(x: number): number;
  readonly kind: 'kink' | 'pole';
}

/** A function of one variable that formulas may call; every `Activation` is one. */
export interface Primitive {
  value(x: number): number;
  derivative(x: number): number;
  readonly kinks: readonly number[];
  /** Infinite where this is 0. */
  poles?(x: number): number;
  graph(g: GraphBuilder, x: Tensor): Tensor;
}

export const variable: Term = {
  value: (x) => x,
  derivative: () => 1,
  graph: (_, x) => x,
  parts: [],
  breaks: [],
};

export function constant(value: number): Term {
  return {
    value: () => value,
    derivative: () => 0,
    graph: (g) => g.constant(value),
    constant: value,
    parts: [],
    breaks: [],
  };
}

/** Folds constants, and otherwise adds what all operations have in common. */
function operation(
  parts: readonly Term[],
  { breaks = [], ...rules }: Pick<Term, 'value' | 'derivative' | 'graph'> & { breaks?: readonly Break[] },
): Term {
  if (parts.every((part) => part.constant !== undefined)) return constant(rules.value(0));
  return { ...rules, parts, breaks: [...parts.flatMap((part) => part.breaks), ...breaks] };
}

function binaryNode(op: string, a: Term, b: Term): Term['graph'] {
  return (g, x) => g.node(op, [a.graph(g, x), b.graph(g, x)], {}, x.shape);
}

export function add(a: Term, b: Term): Term {
  return operation([a, b], {
    value: (x) => a.value(x) + b.value(x),
    derivative: (x) => a.derivative(x) + b.derivative(x),
    graph: binaryNode('Add', a, b),
  });
}

export function subtract(a: Term, b: Term): Term {
  return operation([a, b], {
    value: (x) => a.value(x) - b.value(x),
    derivative: (x) => a.derivative(x) - b.derivative(x),
    graph: binaryNode('Sub', a, b),
  });
}

export function negate(a: Term): Term {
  return operation([a], {
    value: (x) => -a.value(x),
    derivative: (x) => -a.derivative(x),
    graph: (g, x) => g.node('Neg', [a.graph(g, x)]),
  });
}

export function multiply(a: Term, b: Term): Term {
  return operation([a, b], {
    value: (x) => a.value(x) * b.value(x),
    derivative: (x) => a.derivative(x) * b.value(x) + a.value(x) * b.derivative(x),
    graph: binaryNode('Mul', a, b),
  });
}

export function divide(a: Term, b: Term): Term {
  return operation([a, b], {
    value: (x) => a.value(x) / b.value(x),
    derivative: (x) => {
      const quotient = a.value(x) / b.value(x);
      // Far out b and b′ may overflow together, as in x/(1 + exp(−x)).
      const change = quotient === 0 ? 0 : quotient * b.derivative(x);
      return (a.derivative(x) - change) / b.value(x);
    },
    graph: binaryNode('Div', a, b),
    breaks: [{ of: b.value, kind: 'pole' }],
  });
}

/** a^b; (a^b)′ = b a^(b−1) a′ + a^b log(a) b′, where a term is left out if its slope vanishes. */
export function power(a: Term, b: Term): Term {
  const derivative = (x: number) => {
    const base = a.value(x);
    const exponent = b.value(x);
    const slopeA = a.constant === undefined ? exponent * base ** (exponent - 1) * a.derivative(x) : 0;
    const slopeB = b.constant === undefined ? base ** exponent * Math.log(base) * b.derivative(x) : 0;
    return slopeA + slopeB;
  };
  const isPole = b.constant === undefined || b.constant < 0;
  return operation([a, b], {
    value: (x) => a.value(x) ** b.value(x),
    derivative,
    graph: binaryNode('Pow', a, b),
    breaks: isPole ? [{ of: a.value, kind: 'pole' }] : [],
  });
}

/** max(a, b) or min(a, b), with a kink where a = b. */
export function extremum(which: 'max' | 'min', a: Term, b: Term): Term {
  const ahead = which === 'max' ? 1 : -1;
  const chosen = (x: number) => (ahead * (a.value(x) - b.value(x)) >= 0 ? a : b);
  return operation([a, b], {
    value: (x) => Math[which](a.value(x), b.value(x)),
    derivative: (x) => chosen(x).derivative(x),
    graph: binaryNode(which === 'max' ? 'Max' : 'Min', a, b),
    breaks: [{ of: (x) => a.value(x) - b.value(x), kind: 'kink' }],
  });
}

/** f(a), with kinks where a meets those of f. */
export function call(f: Primitive, a: Term): Term {
  const breaks: Break[] = f.kinks.map((kink) => ({ of: (x: number) => a.value(x) - kink, kind: 'kink' }));
  const { poles } = f;
  if (poles) breaks.push({ of: (x) => poles(a.value(x)), kind: 'pole' });
  return operation([a], {
    value: (x) => f.value(a.value(x)),
    derivative: (x) => f.derivative(a.value(x)) * a.derivative(x),
    graph: (g, x) => f.graph(g, a.graph(g, x)),
    breaks,
  });
}

/** Comparisons, by the sign of a − b that fulfils them strictly, and whether equality does. */
export const comparisons: Readonly<Record<string, { readonly sign: 1 | -1; readonly equal: boolean }>> = {
  '>': { sign: 1, equal: false },
  '>=': { sign: 1, equal: true },
  '<': { sign: -1, equal: false },
  '<=': { sign: -1, equal: true },
};

/** a > b ? yes : no, and the like, with a kink, or a jump, where a = b. */
export function conditional(operator: string, [a, b]: readonly [Term, Term], yes: Term, no: Term): Term {
  const { sign, equal } = comparisons[operator];
  const chosen = (x: number) => {
    const difference = sign * (a.value(x) - b.value(x));
    return difference > 0 || (equal && difference === 0) ? yes : no;
  };
  // What happens in the part that is not taken does not matter.
  const taken = (part: Term) =>
    part.breaks.map(({ of, kind }): Break => ({ of: (x) => (chosen(x) === part ? of(x) : 1), kind }));
  const term = operation([a, b, yes, no], {
    value: (x) => chosen(x).value(x),
    derivative: (x) => chosen(x).derivative(x),
    graph: (g, x) => {
      const [left, right, first, second] = [a, b, yes, no].map((part) => part.graph(g, x));
      // a ≥ b is not a < b.
      const [op, then, otherwise] = equal
        ? [sign > 0 ? 'Less' : 'Greater', second, first]
        : [sign > 0 ? 'Greater' : 'Less', first, second];
      return g.node('Where', [g.node(op, [left, right], {}, x.shape), then, otherwise], {}, x.shape);
    },
  });
  const test: Break = { of: (x) => a.value(x) - b.value(x), kind: 'kink' };
  return { ...term, breaks: [...a.breaks, ...b.breaks, ...taken(yes), ...taken(no), test] };
}
