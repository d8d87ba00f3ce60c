import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import type { Library } from '../library.ts';
import type { Outcome } from '../types.ts';

interface Options {
  /** Of ten times the initialisations; otherwise of one large network, in GB. */
  readonly ratio: boolean;
}

/** The most memory that a measurement takes, in processes of their own. */
export default async function memory({ ratio }: Options, { folder }: Library): Promise<Outcome> {
  const bin = resolve(folder, '../bin/firstguess.js');
  const small = ['5*(dense(100), relu), dense(2)', 'gaussian(dim=100)'] as const;
  if (ratio) return { ratio: peak(bin, ...small, 20_000) / peak(bin, ...small, 2000) };
  return { gigabytes: peak(bin, '5*(dense(4096), relu), dense(2)', 'gaussian(dim=4096)', 6) };
}

/** Peak resident set of `firstguess measure` in GB, as the process itself reports it. */
function peak(bin: string, network: string, data: string, inits: number): number {
  const report = "process.on('exit', () => process.stderr.write('peak ' + process.resourceUsage().maxRSS + '\\n'))";
  const preload = `data:text/javascript,${encodeURIComponent(report)}`;
  const args = ['measure', '--network', network, '--data', data, '--inits', `${inits}`, '--json'];
  const { stderr, status } = spawnSync('node', ['--import', preload, bin, ...args], {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  const [, kilobytes] = /peak (\d+)/.exec(stderr) ?? [];
  if (status !== 0 || !kilobytes) throw new Error(stderr);
  return (Number(kilobytes) * 1024) / 1e9;
}
