import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readModel } from '../../engine/onnx/read/files/readModel.ts';
import { parseNetwork } from '../../network/notation/parse.ts';
import { readBack, transplanted } from './testing/readBack.ts';

const MODELS = join(import.meta.dirname, '../../../models');

/** What every file of models/ is in our notation, and at which nodes this ends. Missing here: quantised files, and no models. */
const files: readonly (readonly [file: string, network: string | null, missing: readonly RegExp[]])[] = [];

describe('a file of models/', () => {
  it.each(files)('%s is %s', async (file, network, missing) => {
    const read = await readBack(readModel(join(MODELS, `${file}.onnx`)));
    expect(read.recognised.network).toBe(network);
    expect(read.recognised.missing).toEqual(missing.map((why) => expect.stringMatching(why)));
    if (network === null) return;
    expect(parseNetwork(network).place(read.recognised.input)).toHaveLength(read.recognised.layers.length);
    const { isVerified, difference } = await transplanted(read);
    expect(isVerified).toBe(true);
    expect(difference).toBeLessThan(1e-6);
  });
});
