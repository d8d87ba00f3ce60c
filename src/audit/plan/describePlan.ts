import type { AuditPlan, Role } from './auditPlan.ts';

/** A row of the plan, as results keep it. */
export interface PlanRow {
  readonly name: string;
  /** Undefined for what is kept. */
  readonly role?: Role;
  readonly dims: readonly number[];
  readonly fanIn?: number;
  readonly fanOut?: number;
  readonly stored?: { readonly mean: number; readonly sd: number };
  readonly tiedTo?: string;
  /** Why it is kept. */
  readonly kept?: string;
}

/** A row a stored tensor: what is drawn, then what is kept. */
export function describePlan({ parameters, kept }: Pick<AuditPlan, 'parameters' | 'kept'>): PlanRow[] {
  const drawn = parameters.map(({ name, role, dims, fans, stored, tiedTo }) => ({
    name,
    role,
    dims,
    ...(fans && { fanIn: fans.fanIn, fanOut: fans.fanOut }),
    stored,
    ...(tiedTo && { tiedTo: tiedTo.name }),
  }));
  return [...drawn, ...kept.map(({ name, dims, why }) => ({ name, dims, kept: why }))];
}
