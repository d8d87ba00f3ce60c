import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, totalmem } from 'node:os';
import type { BenchRecord, BoundedResult, Contest, ContestResult, Family, HotPath, Result } from './types.ts';

const RESULTS = 'bench/results/latest.json';
const PAGE = 'docs/performance.md';

/** One row per result, as text; the page shows the same. */
function rowOf(result: ContestResult): string[] {
  const { title } = result;
  if ('skipped' in result) return [title, '–', result.peer, '–', '–', `left out: ${result.skipped}`];
  const verdict = result.pass === undefined ? '–' : result.pass ? 'reached' : 'missed';
  if ('quantity' in result) return [title, plain(result.value), '–', '–', rangeOf(result), verdict];
  if (!('peer' in result)) return [title, duration(result.ours), '–', '–', `≤ ${duration(result.most)}`, verdict];
  const bar = result.bar === undefined ? '–' : `≥ ${plain(result.bar)}×`;
  return [
    title,
    duration(result.ours),
    `${result.peer}: ${duration(result.peerSeconds)}`,
    `${plain(result.ratio)}×`,
    bar,
    verdict,
  ];
}

function rangeOf({ least, most }: BoundedResult): string {
  const [from, to] = [least, most].map((bound) => bound !== undefined && plain(bound));
  if (from && to) return `${from} … ${to}`;
  return from ? `≥ ${from}` : `≤ ${to}`;
}

export function isMissed(result: ContestResult): boolean {
  return 'pass' in result && result.pass === false;
}

/** The result in one line. */
export function outcomeOf(result: ContestResult): string {
  return rowOf(result).slice(1).join('  ');
}

const HEAD = ['case', 'firstguess', 'instead', 'ratio', 'bar', ''];

export function printTable(families: readonly Family[], results: readonly Result[]): void {
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

/** Writes the results and the page made from them. */
export function writeResults(
  families: readonly Family[],
  results: readonly Result[],
  profiles: readonly HotPath[],
  rounds: number,
): void {
  const record: BenchRecord = { ...circumstances(), rounds, results, profiles };
  writeFileSync(RESULTS, `${JSON.stringify(record, null, 2)}\n`);
  writePage(families);
}

/** The page from existing results. */
export function writePage(families: readonly Family[]): void {
  writeFileSync(PAGE, page(families, JSON.parse(readFileSync(RESULTS, 'utf8'))));
}

function circumstances() {
  const run = (command: string, args: readonly string[]) => {
    try {
      return execFileSync(command, args, { encoding: 'utf8' }).trim();
    } catch {
      return 'unknown';
    }
  };
  const python =
    'import numpy, torch, platform; print("Python", platform.python_version(), "· numpy", numpy.__version__, "· torch", torch.__version__)';
  const version = (name: string) => JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8')).version;
  return {
    date: new Date().toISOString().slice(0, 10),
    commit: run('git', ['rev-parse', '--short', 'HEAD']),
    processor: cpus()[0].model.trim(),
    cores: availableParallelism(),
    memory: `${Math.round(totalmem() / 2 ** 30)} GB`,
    versions: `Node ${process.versions.node} · onnxruntime-node ${version('onnxruntime-node')} · ${run('/usr/bin/python3', ['-c', python])}`,
  };
}

/** The reason that a case gives for missing its bar. */
function whyOf(families: readonly Family[], result: Result): string {
  const contests = families.find(({ name }) => name === result.family)?.contests;
  const found = contests?.find((one) => one.title === result.title && peerOf(one) === peerIn(result));
  return found?.why ?? 'not yet explained.';
}

function peerOf(contest: Contest): string | undefined {
  return 'peer' in contest ? contest.peer.name : undefined;
}

function peerIn(result: ContestResult): string | undefined {
  return 'peer' in result ? result.peer : undefined;
}

/** "title, against peer: why it was missed". */
function missedLine(families: readonly Family[], result: Result): string {
  const peer = peerIn(result);
  return `- **${result.title}${peer ? `, against ${peer}` : ''}**: ${whyOf(families, result)}`;
}

function page(families: readonly Family[], record: BenchRecord): string {
  const { date, commit, processor, cores, memory, versions, rounds, results, profiles } = record;
  const missed = results.filter(isMissed);
  const reached = results.filter((result) => 'pass' in result && result.pass).length;
  return `# Performance

The time and memory of firstguess, compared with programs that a user would otherwise run. \`npm run bench\` makes this page;
[bench/README.md](../bench/README.md) describes how it measures, and the other programs are in [bench/peers](../bench/peers/README.md).

Measured on ${date} at commit ${commit}: ${processor}, ${cores} cores, ${memory}; ${versions}. Both sides took turns for ${rounds}
rounds; times are medians, ratios medians of the ratios of neighbouring runs. Machines are noisy: trust ratios more than times.

${reached} of ${reached + missed.length} bars are reached.

${families.map((family) => section(family, results)).join('\n')}
## Missed bars

${missed.length === 0 ? 'None.' : missed.map((result) => missedLine(families, result)).join('\n')}

## Where the time goes

Shares of the time of one thread, by function. "Native code" is ONNX Runtime: the matrix products themselves.

${profiles.map(profileTable).join('\n')}`;
}

function section({ name, title, about, contests }: Family, results: readonly Result[]): string {
  const rows = results.filter(({ family }) => family === name).map(rowOf);
  const left = contests.length - rows.length;
  const unrun = left > 0 ? `\n${left} of the ${contests.length} cases were not run.\n` : '';
  if (rows.length === 0) return `## ${title}\n\n${about}\n${unrun}`;
  const lines = [HEAD, HEAD.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`);
  return `## ${title}\n\n${about}\n\n${lines.join('\n')}\n${unrun}`;
}

function profileTable({ title, functions }: HotPath): string {
  const lines = functions.map(({ name, share }) => `| ${name} | ${(100 * share).toFixed(1)} % |`);
  return `### ${title}\n\n| function | share |\n| --- | --- |\n${lines.join('\n')}\n`;
}

function duration(seconds: number): string {
  if (seconds >= 100) return `${Math.round(seconds).toLocaleString('en-US')} s`;
  if (seconds >= 1) return `${seconds.toPrecision(3)} s`;
  return seconds >= 1e-3 ? `${(seconds * 1e3).toPrecision(3)} ms` : `${(seconds * 1e6).toPrecision(3)} µs`;
}

function plain(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString('en-US') : `${Number(value.toPrecision(3))}`;
}
