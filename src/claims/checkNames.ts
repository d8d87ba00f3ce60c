import type { Check } from './checkSchema.ts';
import type { ExperimentSource, Path } from './experimentSource.ts';

/** What the checks of an experiment may refer to. */
interface Names {
  /** Of the runs. */
  readonly labels: readonly string[];
  /** Whether theory has something to say of the quantities; it has unless told otherwise. */
  readonly theory?: boolean;
  /** What a check may be `at`, and how that is called, or how it is read. */
  readonly at: { readonly what: string; readonly names: readonly string[] } | ((text: string) => void);
  /** What quantities may change with, and how that is called. */
  readonly varying: { readonly what: string; readonly names: readonly string[] };
}

/**
 * Runs, places and what varies must be those of the experiment, wherever checks name them.
 * @throws UserError with the place of the first that is not
 */
export function checkNames(checks: readonly Check<string>[], source: ExperimentSource, names: Names): void {
  const { labels, theory = true, at, varying } = names;
  checks.forEach((check, index) => {
    const path = (key: string): Path => ['expect', index, key];
    for (const label of [check.of ?? []].flat()) source.known('run', labels, path('of'), label);
    for (const place of [check.at ?? []].flat()) {
      if (typeof at === 'function') source.reading(path('at'), () => at(String(place)));
      else source.known(at.what, at.names, path('at'), place);
    }
    for (const side of ['is', 'above', 'below'] as const) {
      const others = theory ? ['theory', ...labels] : labels;
      if (typeof check[side] === 'string') source.known('run', others, path(side), check[side]);
    }
    for (const relation of ['increases-with', 'decreases-with', 'constant-in'] as const) {
      source.known(varying.what, varying.names, path(relation), check[relation]);
    }
  });
}
