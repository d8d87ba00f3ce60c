import { type ErrorCode, UserError } from '../../errors.ts';

/** An error as plain data. Channels between threads keep the message of an error, but neither its class nor its fields. */
export interface PackedError {
  readonly message: string;
  readonly stack?: string;
  /** Of a mistake of the user's. */
  readonly user?: { readonly code: ErrorCode; readonly where: readonly string[]; readonly remedy?: string };
}

/** To be sent to another thread. */
export function packed(error: unknown): PackedError {
  if (!(error instanceof Error)) return { message: String(error) };
  const { message, stack } = error;
  if (!(error instanceof UserError)) return { message, stack };
  const { code, where, remedy } = error;
  return { message, stack, user: { code, where, remedy } };
}

/** The error that was packed in another thread, to be thrown in this one; its stack is that of the other. */
export function unpacked({ message, stack, user }: PackedError): Error {
  const error = user ? new UserError(user.code, message, user.where, user.remedy) : new Error(message);
  return stack === undefined ? error : Object.assign(error, { stack });
}
