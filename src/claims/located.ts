import { UserError } from '../errors.ts';

/** The run that a complaint is about: "05-relu-depth, run relu at 5". */
export function placeOf(experiment: string, label: string, value: string | null = null): string {
  return `${experiment}, run ${label}${value === null ? '' : ` at ${value}`}`;
}

/** What was thrown; a complaint with the run that it is about before its own place. */
export function located(place: string, error: unknown): unknown {
  if (!(error instanceof UserError)) return error;
  return new UserError(error.code, error.message, [place, ...error.where], error.remedy);
}
