import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';

const root = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));

/** One row a result, as text; also what the page shows. */
function rowOf(result) {
  const { title, peer, skipped } = result;
  if (skipped) return [title, '–', peer, '–', '–', `left out: ${skipped}`];
  const verdict = result.pass === undefined ? '–' : result.pass ? 'reached' : 'missed';
  if (result.quantity) {
    return [title, plain(result.value), '–', '–', rangeOf(result), verdict];
  }
  if (!peer) return [title, duration(result.ours), '–', '–', `≤ ${duration(result.most)}`, verdict];
  const bar = result.bar === undefined ? '–' : `≥ ${plain(result.bar)}×`;
  return [
    title,
    duration(result.ours),
    `${peer}: ${duration(result.peerSeconds)}`,
    `${plain(result.ratio)}×`,
    bar,
    verdict,
  ];
}

function rangeOf({ least, most }) {
  if (!Number.isFinite(least ?? -Infinity)) return `≤ ${plain(most)}`;
  return Number.isFinite(most ?? Infinity) ? `${plain(least)} … ${plain(most)}` : `≥ ${plain(least)}`;
}

/** What came out, in a line. */
export function outcomeOf(result) {
  return rowOf(result).slice(1).join('  ');
}

const HEAD = ['case', 'firstguess', 'instead', 'ratio', 'bar', ''];

export function printTable(families, results) {
  for (const { name, title } of families) {
    const rows = [HEAD, ...results.filter(({ family }) => family === name).map(rowOf)];
    const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => row[column].length)));
    console.log(`\n${title}`);
    for (const row of rows)
      console.log(
        `  ${row
          .map((cell, column) => cell.padEnd(widths[column]))
          .join('  ')
          .trimEnd()}`,
      );
  }
}

/** Writes bench/results/latest.json and the page made from it. */
export function writeResults(families, results, profiles, rounds) {
  const record = { ...circumstances(), rounds, results, profiles };
  mkdirSync(root('bench/results'), { recursive: true });
  writeFileSync(root('bench/results/latest.json'), `${JSON.stringify(record, null, 2)}\n`);
  writePage(families, record);
}

/** docs/performance.md from results that are there already. */
export function writePage(families, record = JSON.parse(readFileSync(root('bench/results/latest.json'), 'utf8'))) {
  writeFileSync(root('docs/performance.md'), page(families, record));
}

function circumstances() {
  const run = (command, args) => {
    try {
      return execFileSync(command, args, { encoding: 'utf8', cwd: root('.') }).trim();
    } catch {
      return 'unknown';
    }
  };
  const python =
    'import numpy, torch, platform; print("Python", platform.python_version(), "· numpy", numpy.__version__, "· torch", torch.__version__)';
  const version = (name) => JSON.parse(readFileSync(root(`node_modules/${name}/package.json`), 'utf8')).version;
  return {
    date: new Date().toISOString().slice(0, 10),
    commit: run('git', ['rev-parse', '--short', 'HEAD']),
    processor: cpus()[0].model.trim(),
    cores: availableParallelism(),
    memory: `${Math.round(totalmem() / 2 ** 30)} GB`,
    versions: `Node ${process.versions.node} · onnxruntime-node ${version('onnxruntime-node')} · ${run('/usr/bin/python3', ['-c', python])}`,
  };
}

/** What its case says of a result that misses the bar. */
function whyOf(families, { family, title, peer }) {
  const { contests } = families.find(({ name }) => name === family);
  return contests.find((one) => one.title === title && one.peer?.name === peer)?.why ?? 'not yet explained.';
}

function page(families, { date, commit, processor, cores, memory, versions, rounds, results, profiles }) {
  const missed = results.filter(({ pass }) => pass === false);
  const reached = results.filter(({ pass }) => pass).length;
  return `# Performance

What firstguess takes, beside what a user would otherwise run. This page is made by \`npm run bench\`; how it measures is in
[bench/README.md](../bench/README.md), the programs it is compared with are in [bench/peers](../bench/peers/README.md).

Measured on ${date} at commit ${commit}: ${processor}, ${cores} cores, ${memory}; ${versions}. Both sides took turns for ${rounds}
rounds; times are medians, ratios medians of the ratios of neighbouring runs. Machines are noisy: trust ratios more than times.

${reached} of ${reached + missed.length} bars are reached.

${families.map((family) => section(family, results)).join('\n')}
## What does not reach its bar

${missed.length === 0 ? 'Nothing.' : missed.map((result) => `- **${result.title}${result.peer ? `, against ${result.peer}` : ''}**: ${whyOf(families, result)}`).join('\n')}

## Where the time goes

Shares of the time of one thread, by function. "Native code" is ONNX Runtime: the matrix products themselves.

${profiles.map(profileTable).join('\n')}`;
}

function section({ name, title, about, contests }, results) {
  const rows = results.filter(({ family }) => family === name).map(rowOf);
  const left = contests.length - rows.length;
  const unrun = left > 0 ? `\n${left} of the ${contests.length} cases were not run.\n` : '';
  if (rows.length === 0) return `## ${title}\n\n${about}\n${unrun}`;
  const lines = [HEAD, HEAD.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`);
  return `## ${title}\n\n${about}\n\n${lines.join('\n')}\n${unrun}`;
}

function profileTable({ title, functions }) {
  const lines = functions.map(({ name, share }) => `| ${name} | ${(100 * share).toFixed(1)} % |`);
  return `### ${title}\n\n| function | share |\n| --- | --- |\n${lines.join('\n')}\n`;
}

function duration(seconds) {
  if (seconds >= 100) return `${Math.round(seconds).toLocaleString('en-US')} s`;
  if (seconds >= 1) return `${seconds.toPrecision(3)} s`;
  return seconds >= 1e-3 ? `${(seconds * 1e3).toPrecision(3)} ms` : `${(seconds * 1e6).toPrecision(3)} µs`;
}

function plain(value) {
  return value >= 100 ? Math.round(value).toLocaleString('en-US') : `${Number(value.toPrecision(3))}`;
}
