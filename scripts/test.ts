// Runs every test and prints "N passed, N failed" as its last line. Usage: npm test
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const CHROMIUM = '/usr/bin/chromium';
const INSTALL = 'apt-get update && apt-get install -y --no-install-recommends chromium';

/** House rules that count as one test each. */
const RULES = [
  ['biome', 'check', '--error-on-warnings', '.'],
  ['tsc', '-p', 'tsconfig.json'],
  ['svelte-check', '--tsconfig', 'lab/tsconfig.json', '--fail-on-warnings'],
  ['knip'],
  ['publint', '--strict'],
  ['typedoc', '--emit', 'none'],
];

/** Browser tests come last: they are the slowest to start, and the rest fails faster. */
const PROJECTS = ['unit*', 'e2e', 'checks', 'browser'];

installChromium();
const total = { passed: 0, failed: 0 };
await Promise.all(RULES.map(([tool, ...args]) => rule(tool, args)));
for (const project of PROJECTS) suite(project);
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 ? 1 : 0;

function installChromium(): void {
  if (existsSync(CHROMIUM)) return;
  if (process.getuid?.() !== 0) {
    console.error(`The browser tests need Chromium. Install it with:\n  sudo sh -c '${INSTALL}'`);
    process.exit(1);
  }
  console.log('Installing Chromium for the browser tests …');
  const { status } = spawnSync('sh', ['-c', INSTALL], { stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0 || !existsSync(CHROMIUM)) {
    console.error(`Chromium could not be installed with: ${INSTALL}`);
    process.exit(1);
  }
}

/** Rules run side by side, and each shows its output when it ends. */
function rule(tool: string, args: readonly string[]): Promise<void> {
  const started = spawn(join('node_modules', '.bin', tool), args);
  const output: Buffer[] = [];
  for (const stream of [started.stdout, started.stderr]) stream.on('data', (part: Buffer) => output.push(part));
  return new Promise((resolve, reject) => {
    started.on('error', reject);
    started.on('close', (status) => {
      console.log(`\n> ${tool} ${args.join(' ')}\n${Buffer.concat(output).toString()}`);
      count(status === 0 ? 1 : 0, status === 0 ? 0 : 1);
      resolve();
    });
  });
}

function suite(project: string): void {
  console.log(`\n> vitest --project ${project}`);
  const report = join(mkdtempSync(join(tmpdir(), 'firstguess-test-')), 'report.json');
  const { status } = spawnSync(
    join('node_modules', '.bin', 'vitest'),
    ['run', '--project', project, '--reporter', 'dot', '--reporter', 'json', '--outputFile', report],
    {
      stdio: 'inherit',
      env: { FIRSTGUESS_CHECKS: 'quick', ...process.env, ...(!process.stdout.isTTY && { NO_COLOR: '1' }) },
    },
  );
  if (!existsSync(report)) {
    count(0, 1);
    return;
  }
  const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(report, 'utf8'));
  // A suite that fails to load has no failed tests of its own, and a skipped test is not a passed one.
  count(numPassedTests, Math.max(numFailedTests, status === 0 ? 0 : 1));
}

function count(passed: number, failed: number): void {
  total.passed += passed;
  total.failed += failed;
}
