// Times firstguess against its peers, or against another commit, and writes the results.
// Usage: npm run bench -- [--only raw,theory] [--rounds 5] [--against REF] [--page] [--help]
import { parseArgs } from 'node:util';
import { buildOf } from './build.ts';
import browser from './cases/browser.ts';
import finite from './cases/finite.ts';
import growth from './cases/growth.ts';
import precision from './cases/precision.ts';
import raw from './cases/raw.ts';
import shortcuts from './cases/shortcuts.ts';
import theory from './cases/theory.ts';
import { isTimed, runAgainstPast, runContest } from './contest.ts';
import { hottestPaths } from './hottest.ts';
import { libraryIn } from './library.ts';
import { missingPeers } from './peers.ts';
import { isMissed, outcomeOf, printTable, writePage, writeResults } from './report.ts';
import type { Family, Result } from './types.ts';

const FAMILIES: readonly Family[] = [raw, precision, shortcuts, finite, theory, growth, browser];

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    rounds: { type: 'string', default: '5' },
    against: { type: 'string' },
    page: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  },
});
if (values.help) {
  console.log(
    `npm run bench -- [--only ${FAMILIES.map(({ name }) => name).join(',')}] [--rounds 5] [--against REF] [--page]`,
  );
  process.exit(0);
}
if (values.page) {
  writePage(FAMILIES); // only the page, from the last results
  process.exit(0);
}

const families = FAMILIES.filter(({ name }) => !values.only || values.only.split(',').includes(name));
if (families.length === 0) {
  console.error(`--only takes some of ${FAMILIES.map(({ name }) => name).join(', ')}`);
  process.exit(2);
}
const rounds = Number(values.rounds);
if (values.against) await againstPast(values.against);
else await againstPeers();

async function againstPeers(): Promise<void> {
  const missing = await missingPeers();
  if (missing) console.error(`peers are left out: ${missing}`);
  const results: Result[] = [];
  for (const { name, title, contests } of families) {
    for (const contest of contests) {
      console.error(`${title}: ${contest.title}${'peer' in contest ? ` against ${contest.peer.name}` : ''} …`);
      const result = { family: name, ...(await runContest(contest, rounds, missing)) };
      results.push(result);
      console.error(`  ${outcomeOf(result)}`);
      if (!values.only) writeResults(FAMILIES, results, [], rounds); // keeps the results so far if a later case fails
    }
  }
  printTable(families, results);
  if (!values.only) writeResults(FAMILIES, results, await hottestPaths(libraryIn('dist')), rounds);
  if (results.some(isMissed)) process.exitCode = 1;
}

/** Fails when a case has become slower by more than the noise of its rounds. */
async function againstPast(ref: string): Promise<void> {
  const past = buildOf(ref);
  let slower = false;
  for (const { title, contests } of families) {
    const distinct = new Map(contests.filter(isTimed).map((contest) => [JSON.stringify(contest.ours), contest]));
    for (const contest of distinct.values()) {
      const { line, regressed } = await runAgainstPast(contest, rounds, past);
      console.log(`${regressed ? 'SLOWER' : 'fine  '}  ${title}: ${contest.title}  ${line}`);
      slower ||= regressed;
    }
  }
  if (slower) process.exitCode = 1;
}
