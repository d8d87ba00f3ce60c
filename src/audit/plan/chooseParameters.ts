import type { Constant } from '../../engine/onnx/read/model.ts';
import { quoted } from '../../engine/onnx/read/problems.ts';
import { UserError } from '../../errors.ts';
import type { Kept, Parameter, PlanOptions } from './auditPlan.ts';
import { type Candidate, isDrawn } from './candidates.ts';
import type { Named } from './names/nameCandidates.ts';
import { namesMatching } from './patterns.ts';
import type { Reading } from './roles/ruling.ts';
import { singles, summaryOf } from './summary.ts';
import type { Untied } from './ties.ts';

/**
 * Parts what is drawn from what is kept, as the roles and then the person say.
 *
 * Numbers go by the roles alone, and what is redrawn although it would be kept comes last: whatever is asked for, a parameter
 * keeps its number.
 */
export function chooseParameters(
  candidates: readonly Candidate[],
  named: readonly Named[],
  { keep = [], redraw = [] }: PlanOptions,
): { readonly untied: Untied[]; readonly kept: Kept[] } {
  const names = named.map(({ name }) => name);
  const isKept = namesMatching('--keep', keep, names);
  const isRedrawn = namesMatching('--redraw', redraw, names);
  const inOrder = [
    ...candidates.filter(({ ruling }) => isDrawn(ruling)),
    ...candidates.filter(({ ruling }) => !isDrawn(ruling)),
  ];
  const numbers = new Map(inOrder.map((candidate, i) => [candidate, i]));
  const untied: Untied[] = [];
  const kept: Kept[] = [];
  for (const [i, candidate] of candidates.entries()) {
    const { ruling } = candidate;
    const { name } = named[i];
    if (isKept.has(name)) kept.push(keptOf(candidate, name, 'asked for'));
    else if (isDrawn(ruling) || isRedrawn.has(name)) {
      if (typeof ruling === 'string') throw undrawable(name, ruling);
      const parameter = parameterOf(candidate, ruling, named[i], numbers.get(candidate)!);
      untied.push({ parameter, candidate });
    } else kept.push(keptOf(candidate, name, typeof ruling === 'string' ? ruling : ruling.kept!));
  }
  return { untied, kept };
}

function parameterOf(
  { tensor, uses }: Candidate,
  { role, kind, fans }: Reading,
  { name, layer }: Named,
  number: number,
): Parameter {
  const { mean, sd } = summaryOf(tensor);
  return {
    name,
    layer,
    number,
    role,
    kind,
    dims: tensor.dims,
    fans,
    // In subgraphs it stays as stored.
    uses: uses.flatMap(({ node, slot, inside }) => (inside === undefined ? [{ node, slot }] : [])),
    values: () => valuesOf(tensor),
    stored: { mean, sd },
  };
}

/** A parameter is to be drawn in any case, so that there is room for as many numbers. */
function valuesOf({ values, fill, size }: Constant): Float32Array {
  if (fill !== undefined) return new Float32Array(size).fill(Number(fill));
  return singles(values());
}

function keptOf({ tensor, uses }: Candidate, name: string, why: string): Kept {
  const ops = [...new Set(uses.map(({ node }) => node.op))];
  return { name, dims: tensor.dims, why, ops };
}

function undrawable(name: string, why: string): UserError {
  return new UserError('bad-argument', `${quoted(name)} cannot be drawn: it is ${why}`, [], 'leave it out of --redraw');
}
