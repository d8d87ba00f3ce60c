/** JSON text of a result: infinite numbers as "Infinity", NaN as null. */
export function toJson(value: unknown): string {
  return JSON.stringify(value, (_key, v) => (typeof v === 'number' && !Number.isFinite(v) ? nonFinite(v) : v), 2);
}

function nonFinite(value: number): string | null {
  if (Number.isNaN(value)) return null;
  return value > 0 ? 'Infinity' : '-Infinity';
}
