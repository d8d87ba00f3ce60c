import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { relations } from '../../claims/checkSchema.ts';
import { conditions } from '../../claims/runs.ts';
import { kinds } from './kinds.ts';
import { parseExperiment } from './parseExperiment.ts';

const page = readFileSync(new URL('../../../docs/experiments.md', import.meta.url), 'utf8');

describe('docs/experiments.md', () => {
  it('has an example that is an experiment', () => {
    const [, example] = /```yaml\n([\s\S]*?)```/.exec(page)!;
    expect(parseExperiment(example)).toMatchObject({ kind: 'measurement', claim: 'own' });
  });

  it('names every field, kind and relation', () => {
    const fields = Object.values(kinds).flatMap(({ file }) =>
      Object.keys((file as unknown as { readonly shape: object }).shape),
    );
    const names = [...Object.keys(kinds), ...fields, ...Object.keys(conditions), ...relations];
    expect([...new Set(names)].filter((name) => !page.includes(`\`${name}`))).toEqual([]);
  });
});
