import type { AuditAssignment } from '../../../audit/run/auditAssignment.ts';
import type { AnyTensor } from '../../../audit/runtime.ts';
import type { Task } from '../../../measure/draw/executor.ts';
import type { PackedError } from '../packedError.ts';

/** What a process for foreign models is asked to do. */
export type ModelWork =
  | {
      readonly kind: 'evaluate';
      /** An ONNX file, or its path. */
      readonly model: Uint8Array | string;
      readonly runs: readonly Readonly<Record<string, AnyTensor>>[];
      readonly outputs: readonly string[];
    }
  | { readonly kind: 'open'; readonly assignment: AuditAssignment }
  | { readonly kind: 'draw'; readonly task: Task };

/** A request: the work, and how much memory the whole process may take for it. */
export interface ModelRequest {
  readonly number: number;
  readonly work: ModelWork;
  readonly megabytes: number;
}

/** The first reply, without a number, says that the process is there. */
export type ModelReply =
  | { readonly ready: true }
  | { readonly number: number; readonly answer: unknown }
  | { readonly number: number; readonly error: PackedError };
