/** The most memory a measurement takes, in processes of their own. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export default function memory({ ratio }) {
  const small = ['5*(dense(100), relu), dense(2)', 'gaussian(dim=100)'];
  if (ratio) return { ratio: peak(...small, 20_000) / peak(...small, 2000) };
  return { gigabytes: peak('5*(dense(4096), relu), dense(2)', 'gaussian(dim=4096)', 6) };
}

/** Peak resident set of `firstguess measure` in GB, as GNU time or the process itself reports it. */
function peak(network, data, inits) {
  const bin = fileURLToPath(new URL('../../bin/firstguess.js', import.meta.url));
  const report = "process.on('exit', () => process.stderr.write('peak ' + process.resourceUsage().maxRSS + '\\n'))";
  const preload = `data:text/javascript,${encodeURIComponent(report)}`;
  const args = ['measure', '--network', network, '--data', data, '--inits', inits, '--json'].map(String);
  const { stderr, status } = spawnSync('node', ['--import', preload, bin, ...args], {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  const [, kilobytes] = /peak (\d+)/.exec(stderr) ?? [];
  if (status !== 0 || !kilobytes) throw new Error(stderr);
  return (Number(kilobytes) * 1024) / 1e9;
}
