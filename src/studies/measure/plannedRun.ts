import type { Plan } from '../../measure/plan/measurementPlan.ts';
import type { PlannedRun } from '../runFolder.ts';
import { study } from './study.ts';

/** What a folder keeps of a measurement. */
export function plannedRun({ experiment, assignment: { data, truth, points } }: Plan): PlannedRun {
  const values = 'values' in data ? data.values : undefined;
  return { study, experiment, values, labels: truth?.labels, points };
}
