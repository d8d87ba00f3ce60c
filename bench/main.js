// Times firstguess against its peers, or against another commit, and writes what came out.
// Usage: node bench/main.js [--only raw,theory] [--rounds 5] [--against REF] [--page] [--help]
import { parseArgs } from 'node:util';
import { buildOf } from './build.js';
import browser from './cases/browser.js';
import finite from './cases/finite.js';
import growth from './cases/growth.js';
import precision from './cases/precision.js';
import raw from './cases/raw.js';
import shortcuts from './cases/shortcuts.js';
import theory from './cases/theory.js';
import { runAgainstPast, runContest } from './contest.js';
import { hottestPaths } from './hottest.js';
import { moduleOf } from './modules.js';
import { missingPeers } from './peers.js';
import { outcomeOf, printTable, writePage, writeResults } from './report.js';

const FAMILIES = [raw, precision, shortcuts, finite, theory, growth, browser];

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
  writePage(FAMILIES); // the page anew from the last results
  process.exit(0);
}

const families = FAMILIES.filter(({ name }) => !values.only || values.only.split(',').includes(name));
if (families.length === 0) {
  console.error(`--only takes some of ${FAMILIES.map(({ name }) => name).join(', ')}`);
  process.exit(2);
}
const rounds = Number(values.rounds);
const library = (module) => moduleOf(new URL('../dist', import.meta.url).href, module);
if (values.against) await againstPast(values.against);
else await againstPeers();

async function againstPeers() {
  const missing = await missingPeers();
  if (missing) console.error(`peers are left out: ${missing}`);
  const results = [];
  for (const { name, title, contests } of families) {
    for (const contest of contests) {
      console.error(`${title}: ${contest.title}${contest.peer ? ` against ${contest.peer.name}` : ''} …`);
      results.push({ family: name, ...(await runContest(contest, rounds, missing)) });
      console.error(`  ${outcomeOf(results.at(-1))}`);
      if (!values.only) writeResults(FAMILIES, results, [], rounds); // whatever happens next, this much is kept
    }
  }
  printTable(families, results);
  if (!values.only) writeResults(FAMILIES, results, await hottestPaths(library), rounds);
  if (results.some(({ pass }) => pass === false)) process.exitCode = 1;
}

/** Fails when a case has become slower by more than the noise of its rounds. */
async function againstPast(ref) {
  const past = await buildOf(ref);
  let slower = false;
  for (const { title, contests } of families) {
    const distinct = new Map(contests.map((contest) => [JSON.stringify(contest.ours), contest]));
    for (const contest of distinct.values()) {
      const { line, regressed } = await runAgainstPast(contest, rounds, past);
      console.log(`${regressed ? 'SLOWER' : 'fine  '}  ${title}: ${contest.title}  ${line}`);
      slower ||= regressed;
    }
  }
  if (slower) process.exitCode = 1;
}
