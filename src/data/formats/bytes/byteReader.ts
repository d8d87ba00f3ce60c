import { UserError } from '../../../errors.ts';
import type { ByteSource } from './byteSource.ts';
import { bytesText, checkExpansion, checkValueBytes, DEFLATE_RATIO } from './limits.ts';

/** Bytes in order, and what is known of how many there are. */
export interface ByteStream {
  readonly name: string;
  /** Bytes as they are stored. */
  readonly stored: number;
  readonly compressed: boolean;
  /** Bytes when unpacked; gzip does not say. */
  readonly size?: number;
  chunks(): AsyncIterable<Uint8Array>;
}

/**
 * Reads a file from front to back in pieces of known size. It never allocates more than the file could fill and unpacks
 * no bombs, so a small file costs little whatever its header says. Readers `claim` before they allocate, then read.
 */
export class ByteReader {
  /** Bytes read so far, of the unpacked file. */
  offset = 0;
  private readonly chunks: AsyncIterator<Uint8Array>;
  private chunk: Uint8Array = new Uint8Array(0);
  private used = 0;
  private unpacked = 0;
  /** Where the file must reach at least, by what it said of itself. */
  private promised = 0;

  constructor(private readonly stream: ByteStream) {
    this.chunks = stream.chunks()[Symbol.asyncIterator]();
  }

  static over(source: ByteSource): ByteReader {
    const { name, size, gzipped } = source;
    const known = gzipped ? {} : { size };
    return new ByteReader({ name, stored: size, compressed: gzipped, ...known, chunks: () => source.chunks() });
  }

  /** Of the file, for messages. */
  get name(): string {
    return this.stream.name;
  }

  /**
   * Refuses what the file cannot hold, before anyone allocates it: of plain files, more than the bytes left; of compressed
   * ones, more than 1032 times the stored bytes, or than the rule against bombs allows; values of more than 2 GiB.
   *
   * @param bytes of the unpacked file, from here on
   * @param what they are, as messages call it: "the pixels"
   * @param held bytes they take in memory, where they widen
   * @throws UserError `data`
   */
  claim(bytes: number, what: string, held = bytes): void {
    const { name, stored, compressed, size } = this.stream;
    this.promised = Math.max(this.promised, this.offset + bytes);
    if (size !== undefined && this.promised > size) throw this.endsEarly(size, what);
    if (this.promised > stored * DEFLATE_RATIO) {
      const claims = `claims ${bytesText(bytes)} for ${what}, more than its ${bytesText(stored)} can unpack to`;
      throw new UserError('data', `${name} ${claims}`, [], 'the file is cut short, or its header is wrong');
    }
    if (compressed) checkExpansion(name, Math.max(this.promised, held), stored);
    checkValueBytes(name, held);
  }

  /**
   * @returns a copy of the next bytes
   * @throws UserError `data` when the file ends before
   */
  async read(count: number, what: string): Promise<Uint8Array> {
    this.claim(count, what);
    return await this.readInto(new Uint8Array(count), what);
  }

  /**
   * Fills `target` with the next bytes and returns it.
   * @throws UserError `data` when the file ends before
   */
  async readInto<Target extends Uint8Array>(target: Target, what: string): Promise<Target> {
    this.promised = Math.max(this.promised, this.offset + target.length);
    for (let filled = 0; filled < target.length; ) {
      if (!(await this.more())) throw this.endsEarly(this.offset, what);
      const piece = this.chunk.subarray(this.used, this.used + target.length - filled);
      target.set(piece, filled);
      filled += piece.length;
      this.used += piece.length;
      this.offset += piece.length;
    }
    return target;
  }

  /** @throws UserError `data` when there are more bytes */
  async expectEnd(): Promise<void> {
    if (!(await this.more())) return;
    const remedy = 'the file is longer than its header says: it is damaged, or of another format';
    throw new UserError('data', `${this.name} continues after its ${bytesText(this.offset)}`, [], remedy);
  }

  /** Closes the file; call it after success and failure. */
  async close(): Promise<void> {
    await this.chunks.return?.();
  }

  /** Whether there are bytes to read; fetches them. */
  private async more(): Promise<boolean> {
    while (this.used === this.chunk.length) {
      const { done, value } = await this.chunks.next();
      if (done) return false;
      this.chunk = value;
      this.used = 0;
      this.unpacked += value.length;
      if (this.stream.compressed) checkExpansion(this.name, this.unpacked, this.stream.stored);
    }
    return true;
  }

  private endsEarly(end: number, what: string): UserError {
    const message =
      end === 0 && this.offset === 0
        ? `${this.name} is empty`
        : `${this.name} ends after ${end.toLocaleString('en-US')} of ${bytesText(this.promised)}, within ${what}`;
    return new UserError('data', message, [], 'the file is cut short, or its header is wrong');
  }
}

/** Opens a file for reading, passes it to `use` and closes it in any case. */
export async function reading<T>(source: ByteSource, use: (reader: ByteReader) => Promise<T>): Promise<T> {
  const reader = ByteReader.over(source);
  try {
    return await use(reader);
  } finally {
    await reader.close();
  }
}
