import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';

/** Debian's Python, which has python3-numpy and python3-torch. */
const PYTHON = '/usr/bin/python3';
const LIBRARIES = 'import numpy, torch, threadpoolctl as t; print([i["internal_api"] for i in t.threadpool_info()])';
const run = promisify(execFile);

/** Implementations of igb_mlp.py; bench/peers/README.md describes each. */
export type Implementation = 'naive' | 'torch' | 'torchbmm' | 'numpy';

/** A network of L layers of n units for N points and K classes, drawn R times. */
export interface MlpOptions {
  readonly n: number;
  readonly L: number;
  readonly N?: number;
  readonly K?: number;
  readonly R: number;
  readonly threads?: number;
}

/** Why peers cannot run here; undefined when they can. */
export async function missingPeers(): Promise<string | undefined> {
  if (!existsSync(PYTHON)) return `no ${PYTHON}`;
  try {
    const { stdout } = await run(PYTHON, ['-c', LIBRARIES]);
    // Debian's numpy and torch use the installed BLAS; the reference BLAS is twenty times slower and no fair comparison.
    return stdout.includes('openblas') ? undefined : 'needs libopenblas0-pthread';
  } catch {
    return 'needs python3-numpy, python3-torch and python3-threadpoolctl';
  }
}

/** Runs a script of bench/peers and returns what it prints. */
export async function peer(script: string, args: readonly (string | number)[], threads = 2): Promise<string> {
  const { OPENBLAS_CORETYPE: _, OPENBLAS_L2_SIZE: __, ...env } = process.env;
  const limits = { OMP_NUM_THREADS: `${threads}`, OPENBLAS_NUM_THREADS: `${threads}` };
  const { stdout } = await run(PYTHON, [`bench/peers/${script}`, ...args.map(String)], { env: { ...env, ...limits } });
  return stdout;
}

/** Seconds per realisation of igb_mlp.py. */
export async function mlpPeer(
  impl: Implementation,
  { n, L, N = 1000, K = 2, R, threads = 2 }: MlpOptions,
): Promise<number> {
  const args = ['--impl', impl, '--n', n, '--N', N, '--L', L, '--K', K, '--R', R, '--threads', threads, '--json'];
  return JSON.parse(await peer('igb_mlp.py', args, threads)).s_per_real;
}
