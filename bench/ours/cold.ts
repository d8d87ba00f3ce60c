import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import type { Library } from '../library.ts';
import type { Outcome } from '../types.ts';

/** Seconds from the start of a process to the end of `firstguess predict`. */
export default async function cold(_options: object, { folder }: Library): Promise<Outcome> {
  const bin = resolve(folder, '../bin/firstguess.js');
  const network = ['--network', '5*(dense(1000), relu), dense(2)', '--data', 'gaussian(dim=1000)'];
  const began = performance.now();
  const { status } = spawnSync('node', [bin, 'predict', ...network]);
  if (status !== 0) throw new Error('predict failed');
  return { seconds: (performance.now() - began) / 1000 };
}
