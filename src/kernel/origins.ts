/**
 * Which weights mixed the units last, all of them where units are sums or stand side by side. States without a common
 * origin are independent given the layers before: what a residual sum asks of its branch.
 */
export type Origins = ReadonlySet<object>;

/** Of units that weights of their own have just mixed. */
export function freshOrigins(): Origins {
  return new Set([{}]);
}

export function jointOrigins(all: readonly Origins[]): Origins {
  return new Set(all.flatMap((origins) => [...origins]));
}

export function haveCommonOrigin(some: Origins, others: Origins): boolean {
  return [...some].some((origin) => others.has(origin));
}
