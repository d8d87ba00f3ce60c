import fc from 'fast-check';
import { UserError } from '../../../errors.ts';
import { type Dataset, features } from '../../dataset.ts';
import type { ByteSource } from '../bytes/byteSource.ts';
import { fromBytes } from '../bytes/bytes.ts';

/** Damaged versions of a valid file: some bytes changed, then cut somewhere or grown. */
function damaged(sound: Uint8Array): fc.Arbitrary<Uint8Array> {
  const changes = fc.array(fc.tuple(fc.nat(sound.length - 1), fc.nat(255)), { maxLength: 6 });
  const end = fc.oneof(fc.constant(sound.length), fc.nat(sound.length), fc.constant(sound.length + 3));
  return fc.tuple(changes, end).map(([bytes, length]) => {
    const copy = new Uint8Array(length);
    copy.set(sound.subarray(0, length));
    for (const [at, byte] of bytes) if (at < length) copy[at] = byte;
    return copy;
  });
}

/**
 * Checks that a reader returns a whole dataset or throws a `UserError`, whatever bytes it gets.
 * @param sound valid files to damage; arbitrary bytes are tried too
 */
export async function survives(
  read: (source: ByteSource) => Promise<Dataset>,
  sound: readonly Uint8Array[],
  numRuns = 1500,
): Promise<void> {
  const files = fc.oneof(fc.uint8Array({ maxLength: 200 }), ...sound.map(damaged));
  await fc.assert(
    fc.asyncProperty(files, async (bytes) => {
      try {
        const { points, shape, values, labels } = await read(fromBytes(bytes, 'file'));
        return values.length === points * features(shape) && (labels === undefined || labels.length === points);
      } catch (error) {
        return error instanceof UserError && ['data', 'bad-argument'].includes(error.code);
      }
    }),
    { numRuns, seed: 20 },
  );
}
