import type { Activation } from './activation.ts';
import { jumpsAmong } from './jumps.ts';
import { distinct, signChanges, surveyResolution } from './quadrature/survey.ts';

/**
 * outer ∘ inner as one activation, for layers that follow each other without weights in between.
 *
 * Its kinks are those of `inner` and the points that `inner` maps to kinks of `outer`; its slope follows the chain rule.
 * No closed dual map, except where one of the two is the identity.
 */
export function compose(outer: Activation, inner: Activation): Activation {
  if (inner.identity) return outer;
  if (outer.identity) return inner;
  const value = (x: number) => outer.value(inner.value(x));
  const preimages = outer.kinks.flatMap((kink) => signChanges((x) => inner.value(x) - kink));
  const kinks = distinct([...inner.kinks, ...preimages]);
  return {
    name: `${inner.name}, ${outer.name}`,
    notation: `${inner.notation}, ${outer.notation}`,
    formula: `${outer.name}(${inner.formula})`,
    value,
    derivative: (x) => outer.derivative(inner.value(x)) * inner.derivative(x),
    kinks,
    ...surveyResolution(value, kinks),
    jumps: jumpsAmong(kinks, value),
    graph: (g, x) => outer.graph(g, inner.graph(g, x)),
  };
}
