import { parseScheme, withArgument } from '../../network/schemes/index.ts';
import type { Parameter } from '../plan/auditPlan.ts';

/** GPT-2's own rule goes by name: "c_proj" and "weight", GPT2PreTrainedModel._init_weights of transformers 4. */
export function isBranchEnd({ name }: Parameter): boolean {
  return name.endsWith('c_proj.weight');
}

/**
 * An initialisation that knows the number of residual branches of the model, where it depends on it.
 * @throws UserError `unknown-name`, `bad-argument` or `notation`
 */
export function withBranches(init: string, parameters: readonly Parameter[]): string {
  return withArgument(parseScheme(init, '--init'), 'branches', parameters.filter(isBranchEnd).length).notation;
}
