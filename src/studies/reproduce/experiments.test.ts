import { describe, expect, it } from 'vitest';
import { plannedRunsOf } from '../../claims/plannedRuns.ts';
import { remedies } from '../../remedies/remedies.ts';
import { chosenExperiments, experimentAt, shippedExperiments } from './experiments.ts';

const all = shippedExperiments();

describe('the experiments that come along', () => {
  it('are named after their claim', () => {
    expect(all.length).toBeGreaterThan(5);
    for (const { name, file } of all) expect(Number.parseInt(name, 10)).toBe(file.claim);
  });

  it.each(all.map(({ name, file }) => [name, file] as const))(
    '%s draws more networks in full than quickly',
    (_, file) => {
      const steps = (of: 'quick' | 'full') => (file.kind === 'training' ? file[of].steps : 1);
      const effort = (of: 'quick' | 'full') =>
        plannedRunsOf(file, of).reduce((sum, { options: { inits, points } }) => sum + inits * points * steps(of), 0);
      expect(effort('full')).toBeGreaterThan(5 * effort('quick'));
      expect(file['refuted-by'].length).toBeGreaterThan(20);
    },
  );

  it('have seeds of their own, so that no weights are drawn twice', () => {
    const seeds = all.flatMap(({ file }) => plannedRunsOf(file, 'full').map(({ options }) => options.seed));
    expect(new Set(seeds).size).toBe(seeds.length);
  });

  it.each(remedies.map(({ name, experiments }) => [name, experiments] as const))(
    'are there for %s',
    (_, experiments) => {
      expect(experiments.length).toBeGreaterThan(0);
      expect(chosenExperiments(all, [...experiments])).toHaveLength(experiments.length);
    },
  );

  it('are chosen by the number of the claim or by name', () => {
    const names = (wanted: string[]) => chosenExperiments(all, wanted).map(({ name }) => name);
    expect(names([])).toHaveLength(all.length);
    expect(names(['9'])).toEqual(['09-self-averaging']);
    expect(names(['9', '02-relu-depth'])).toEqual(['02-relu-depth', '09-self-averaging']);
    expect(names(['2'])).toEqual(['02-law-of-two-classes', '02-relu-depth']);
    expect(() => names(['05-poling'])).toThrow('unknown claim "05-poling"');
  });
});

it('an experiment of one’s own must be there', () => {
  expect(() => experimentAt('no/such/file.yaml')).toThrow('there is no file no/such/file.yaml');
});
