import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Seconds from the start of a process to the end of `firstguess predict`. */
export default function cold() {
  const bin = fileURLToPath(new URL('../../bin/firstguess.js', import.meta.url));
  const began = performance.now();
  const { status } = spawnSync('node', [
    bin,
    'predict',
    '--network',
    '5*(dense(1000), relu), dense(2)',
    '--data',
    'gaussian(dim=1000)',
  ]);
  if (status !== 0) throw new Error('predict failed');
  return { seconds: (performance.now() - began) / 1000 };
}
