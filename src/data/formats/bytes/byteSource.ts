/** The bytes of a file, wherever it lies. Readers take these, so that they work the same in Node and in a browser. */
export interface ByteSource {
  /** For messages: the path, or how the caller calls it. */
  readonly name: string;
  /** Bytes as they are stored: compressed, if the file is. */
  readonly size: number;
  /** Whether the stored bytes are gzip (recognised by their first bytes, not by the name). */
  readonly gzipped: boolean;
  /** The bytes in order, decompressed; may be called again to start over. Buffers must not be kept: they may be reused. */
  chunks(): AsyncIterable<Uint8Array>;
  /** Stored bytes from `start` to `end`, as they are. */
  slice(start: number, end: number): Promise<Uint8Array>;
}
