import { fromBinary } from '@bufbuild/protobuf';
import type { ModelProto } from '../../proto.ts';
import { badFile, EXPORT_AGAIN } from '../problems.ts';
import { checkBytes } from './checkBytes.ts';
import { LEAN_MODEL } from './leanSchema.ts';

/**
 * The messages of a file, as views into its bytes where they are bytes. Fields that `leanSchema.ts` leaves out are empty.
 * @throws UserError `bad-model` for bytes that are not an ONNX model
 */
export function decodeForeign(bytes: Uint8Array, file: string): ModelProto {
  checkBytes(bytes, file);
  try {
    return fromBinary(LEAN_MODEL, bytes) as unknown as ModelProto;
  } catch (error) {
    // The library throws plain errors for numbers and texts that are malformed.
    throw badFile(file, `is damaged: ${error instanceof Error ? error.message : error}`, EXPORT_AGAIN);
  }
}
