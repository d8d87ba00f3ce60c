import { UserError } from '../errors.ts';
import { didYouMean } from '../notation/nearest.ts';
import type { Effort } from './header.ts';
import type { Runs, Value } from './runs.ts';

type Varied = Pick<Runs, 'vary' | 'quick' | 'full'>;

/** The name of what varies; undefined where nothing does. */
export function parameterOf({ vary }: Pick<Varied, 'vary'>): string | undefined {
  return vary && Object.keys(vary)[0];
}

/** The values of what varies at an effort, which may choose some of them by name. */
export function valuesOf(file: Varied, effort: Effort): readonly Value[] {
  const parameter = parameterOf(file);
  if (parameter === undefined) return [];
  const all = file.vary![parameter];
  return (
    file[effort].values?.map((chosen) => all.find((one) => nameOfValue(one) === nameOfValue(chosen)) ?? chosen) ?? all
  );
}

/** How the values are called in checks, figures and tables. */
export function namesOfValues(file: Varied, effort: Effort): string[] {
  return valuesOf(file, effort).map(nameOfValue);
}

export function nameOfValue(value: Value): string {
  return typeof value === 'object' ? Object.keys(value)[0] : String(value);
}

/**
 * The text with a value in place of the name in braces.
 * @throws UserError `unknown-name` for a name in braces that does not vary
 */
export function filled(text: string, file: Pick<Varied, 'vary'>, value: Value | undefined): string {
  const parameter = parameterOf(file);
  return text.replace(/\{([^}]*)\}?/g, (braces, name: string, at: number) => {
    if (name === parameter && braces.endsWith('}')) {
      if (value === undefined) return braces;
      return typeof value === 'object' ? Object.values(value)[0] : String(value);
    }
    const known = parameter === undefined ? [] : [parameter];
    const where = [text, ' '.repeat(at) + '^'.repeat(braces.length)];
    const remedy = `${didYouMean(name, known)}say what it is under vary, e.g. "vary: {${name || 'depth'}: [1, 2, 5]}"`;
    throw new UserError('unknown-name', `${braces} does not vary`, where, remedy);
  });
}
