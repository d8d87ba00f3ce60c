import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Dataset, dataset } from '../../data/dataset.ts';
import { readModel } from '../../engine/onnx/read/files/readModel.ts';
import type { Model } from '../../engine/onnx/read/model.ts';

const MODELS = join(import.meta.dirname, '../../../models');

/** One of PyTorch's models in models/torch, by its name without the ending. */
export function torchModel(name: string): Model {
  return readModel(join(MODELS, `torch/${name}.onnx`));
}

/** 64 digits of 1×8×8 in [0, 1]. */
export function images8(): Dataset {
  return dataset(floats('data_8.bin'), { shape: [1, 8, 8], name: 'data_8' });
}

/** 64 images of 3×32×32. */
export function images32(): Dataset {
  return dataset(floats('data_32.bin'), { shape: [3, 32, 32], name: 'data_32' });
}

/** 64 sequences of 12 token ids. */
export function tokenIds(): Dataset {
  const ids = new BigInt64Array(bytes('data_ids.bin'));
  return dataset(Array.from(ids, Number), { shape: [12], name: 'data_ids' });
}

function floats(file: string): Float32Array {
  return new Float32Array(bytes(file));
}

/** A copy, since what is read may lie in a larger buffer. */
function bytes(file: string): ArrayBuffer {
  return new Uint8Array(readFileSync(join(MODELS, file))).buffer;
}
