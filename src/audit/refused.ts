import { UserError } from '../errors.ts';

/** What ONNX Runtime says of a model it does not run, as an error of the model. */
export function refused(error: unknown): UserError {
  if (error instanceof UserError) return error;
  const said = error instanceof Error ? error.message : String(error);
  const [line] = said.replace(/^.*?(?:failed:|Error:)\s*/i, '').split('\n');
  const remedy = 'check the model with onnx.checker, or export it again with opset 17';
  return new UserError('bad-model', `ONNX Runtime does not run this model: ${line.slice(0, 300)}`, [], remedy);
}
