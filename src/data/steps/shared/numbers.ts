import { UserError } from '../../../errors.ts';

/** @throws UserError `bad-argument` unless the number is finite */
export function checkNumber(step: string, value: number): void {
  if (Number.isFinite(value)) return;
  throw new UserError('bad-argument', `${step} takes a finite number, not ${value}`, [], `for instance ${step}(0.5)`);
}

/** @throws UserError `bad-argument` unless mean and variance are finite */
export function checkLaw<Law extends { mean: number; variance: number }>(law: Law, step: string): Law {
  if (Number.isFinite(law.mean) && Number.isFinite(law.variance)) return law;
  throw new UserError('bad-argument', `${step} makes the generated data infinite`, [], 'take a smaller number');
}
