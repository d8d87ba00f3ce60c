import { sizeOf } from '../../graph/graph.ts';
import { type Law, weightLaws } from '../../network/init.ts';
import type { AuditPlan } from '../plan/auditPlan.ts';
import { asExported } from './asExported.ts';
import { chosenInit } from './chosenInit.ts';
import type { LawFile } from './file/lawFile.ts';
import { lawsOf, type NamedLaw } from './lawsOf.ts';

/** Laws from a file. */
export interface LawsFromFile {
  readonly path: string;
  readonly file: LawFile;
}

/** How the parameters of a model are drawn, and why so. */
export interface ChosenLaws {
  readonly laws: ReadonlyMap<string, NamedLaw>;
  readonly initialisation: { readonly notation: string; readonly why: string };
  /** The law that most of the drawn numbers have. */
  readonly law: Law;
}

/**
 * The laws that were asked for, else those of the file where it is an untrained export, else those of the framework that wrote
 * it.
 * @param init "as-exported", an initialisation in the notation, or laws from a file
 */
export async function chosenLaws(plan: AuditPlan, init: string | LawsFromFile | undefined): Promise<ChosenLaws> {
  const { parameters } = plan;
  const { notation, why, from } = await choice(plan, init);
  const laws = await lawsOf(parameters, from);
  return { laws, initialisation: { notation, why }, law: commonLaw(plan, laws) };
}

async function choice(plan: AuditPlan, init: string | LawsFromFile | undefined) {
  if (typeof init === 'string') return { notation: init, why: 'as asked for', from: init };
  if (init !== undefined) return { notation: init.path, why: 'as the file says', from: init.file };
  const { init: notation, why } = chosenInit(plan, await asExported(plan.parameters));
  return { notation, why, from: notation };
}

function commonLaw({ parameters }: AuditPlan, laws: ReadonlyMap<string, NamedLaw>): Law {
  const numbers = new Map<Law, number>();
  for (const { name, dims } of parameters) {
    const law = weightLaws.find((known) => known === laws.get(name)?.law.law);
    if (law) numbers.set(law, (numbers.get(law) ?? 0) + sizeOf(dims));
  }
  const [most] = [...numbers].sort(([, a], [, b]) => b - a);
  return most?.[0] ?? 'gaussian';
}
