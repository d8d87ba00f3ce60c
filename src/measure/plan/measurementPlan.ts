import type { Experiment } from '../../results/schema.ts';
import type { Setup } from '../../setup/setup.ts';
import type { Assignment } from './assignment.ts';

/** A measurement fully specified, before it is run. */
export interface Plan {
  /** For theory, which stands beside what is drawn. */
  readonly setup: Setup;
  /** What a run folder keeps. */
  readonly experiment: Experiment;
  /** What is drawn, and all that drawing needs. */
  readonly assignment: Assignment;
}
