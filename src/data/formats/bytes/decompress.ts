import { UserError } from '../../../errors.ts';

/**
 * Unpacks a stream as it comes. Checksums of gzip are checked.
 * @param name of the file, for messages
 * @throws UserError `data` when the stream is cut short or damaged
 */
export async function* decompress(
  stored: AsyncIterable<Uint8Array>,
  format: 'gzip' | 'deflate-raw',
  name: string,
): AsyncGenerator<Uint8Array> {
  const input = stored[Symbol.asyncIterator]();
  // Errors of fetching the stored bytes are not errors of the stream.
  let inputError: { error: unknown } | undefined;
  const blocks = new ReadableStream<Uint8Array<ArrayBuffer>>({
    async pull(controller) {
      const { done, value } = await input.next().catch((error) => {
        inputError = { error };
        throw error;
      });
      if (done) controller.close();
      else controller.enqueue(value as Uint8Array<ArrayBuffer>);
    },
    async cancel() {
      await input.return?.();
    },
  });
  // A reader instead of `for await`, which not all browsers know for streams.
  const reader = blocks.pipeThrough(new DecompressionStream(format)).getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } catch (error) {
    throw inputError ? inputError.error : damagedStream(name, error);
  } finally {
    await reader.cancel().catch(() => {});
  }
}

/** The error of an inflater as a `UserError` that names the file. */
export function damagedStream(name: string, error: unknown): UserError {
  const short = error instanceof Error && /unexpected end|truncated/i.test(error.message);
  return new UserError(
    'data',
    short
      ? `${name} is cut short: its compressed stream has no end`
      : `${name} is damaged: its compressed stream does not decode, or its checksum is wrong`,
    [],
    'download or compress it again',
  );
}
