// Fills docs/gallery with what the figures need of a run of the claims, the figures themselves, and the pages that show
// them. Usage, after `npm run build`:
//   node scripts/gallery.js [claim …] [--full]   runs the claims (quick by default), and the measurement of the first page
//   node scripts/gallery.js --from <folder>      takes what such a run has left in a folder
//   node scripts/gallery.js --draw               draws again what is there
//   node scripts/gallery.js --check              ends with 1 where that would change anything
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { claimFigure, figuresOf } from '../dist/claims/figures.js';
import { svgText } from '../dist/present/svg/svg.js';
import { dark, light } from '../dist/present/svg/theme.js';
import { guessLaw } from '../dist/studies/measure/guessLaw.js';
import { claimsIn, pagesWith } from './galleryPages.js';

const GALLERY = 'docs/gallery';
const RUN = 'runs/gallery';
const FIRST_GUESS = `${GALLERY}/first-guess.json`;
/** What figures and their captions may say of a measurement. */
const QUANTITIES = ['agreement', 'maxFraction', 'sd', 'gamma'];
const BASICS = ['network', 'data', 'classes', 'points', 'initialisations', 'readouts'];
/** Significant digits: more than any figure or text shows. */
const DIGITS = 6;

const { values: flags, positionals: wanted } = parseArgs({
  allowPositionals: true,
  options: {
    full: { type: 'boolean' },
    from: { type: 'string' },
    draw: { type: 'boolean' },
    check: { type: 'boolean' },
  },
});

if (!flags.draw && !flags.check) collect(flags.from ?? run());
const files = [...figures(), ...pagesWith(claimsIn(GALLERY))];
const changed = files.filter(([path, text]) => !holds(path, text));
const left = leftOver(files.map(([path]) => path));
if (flags.check) {
  for (const [path] of changed) console.error(`${path} is not what \`npm run gallery -- --draw\` makes of the gallery`);
  for (const path of left) console.error(`${path} belongs to no claim of the gallery`);
  process.exitCode = changed.length + left.length > 0 ? 1 : 0;
} else {
  for (const [path, text] of changed) writeFileSync(path, text);
  for (const path of left) rmSync(path);
}

/** Runs claims, and the measurement of the first page unless some claims are meant; returns the folder of the claims. */
function run() {
  firstguess('reproduce', ...wanted, ...(flags.full ? [] : ['--quick']), '--out', RUN, '--overwrite');
  if (wanted.length === 0) {
    const network = ['--network', '3*(dense(512), relu), dense(10)', '--data', 'digits', '--preprocess', 'standardize'];
    firstguess('measure', ...network, '--inits', '200', '--out', `${RUN}/first-guess`, '--overwrite');
  }
  return RUN;
}

/** A refuted claim, which ends with 1, is a result like any other. */
function firstguess(...args) {
  const { status } = spawnSync(process.execPath, ['bin/firstguess.js', ...args], { stdio: 'inherit' });
  if (status !== 0 && status !== 1) process.exit(status ?? 1);
}

function collect(folder) {
  const { claims } = read(`${folder}/reproduction.json`);
  for (const claim of claims) write(`${GALLERY}/${claim.name}.json`, slim(claim));
  const first = `${folder}/first-guess/result.json`;
  if (existsSync(first)) write(FIRST_GUESS, only([...BASICS, ...QUANTITIES, 'histogram'], read(first)));
}

/** Without runs and maps that no figure shows, and of each measurement only what figures and their captions say. */
function slim(claim) {
  const parts = [...BASICS, ...QUANTITIES, ...(claim.figures?.includes('histograms') ? ['histogram'] : [])];
  const slimmed = JSON.parse(JSON.stringify(claim), (key, value) =>
    key === 'measurement' ? only(parts, value) : value,
  );
  if (claim.kind === 'nodes') {
    return { ...slimmed, results: slimmed.results.filter(({ label }) => claim.shown.includes(label)) };
  }
  if (claim.kind === 'phase') return { ...slimmed, diagrams: slimmed.diagrams.map(mapsShown) };
  return slimmed;
}

/** A phase diagram without the maps that no figure shows. */
function mapsShown({ label, diagram: { agreement, maxFraction, limit, ...diagram } }) {
  return { label, diagram: { ...diagram, limit: limit && only(['chi1', 'phase'], limit) } };
}

function only(keys, object) {
  return Object.fromEntries(keys.map((key) => [key, object[key]]));
}

function read(path) {
  return JSON.parse(readFileSync(path, 'utf8'));
}

/** Rounded, with rows of a list on one line. */
function write(path, value) {
  const rounded = (_key, item) => (Number.isFinite(item) ? Number(item.toPrecision(DIGITS)) : item);
  const text = JSON.stringify(value, rounded, 1);
  writeFileSync(path, `${text.replace(/\[\n[^[\]{}]*\]/g, (row) => row.replace(/\n\s*/g, ''))}\n`);
}

/** [path, text] of all figures, on light and on dark ground. */
function figures() {
  const drawn = claimsIn(GALLERY).flatMap((claim) =>
    figuresOf(claim).map((shown) => [
      `${claim.name}-${shown.name}`,
      (document, palette) => claimFigure(claim, shown, { document, palette }),
    ]),
  );
  if (existsSync(FIRST_GUESS)) {
    const measurement = read(FIRST_GUESS);
    drawn.push(['first-guess', (document, palette) => guessLaw(measurement, { document, palette })]);
  }
  return drawn.flatMap(([name, draw]) => [
    [`${GALLERY}/${name}.svg`, `${svgText((document) => draw(document, light))}\n`],
    [`${GALLERY}/${name}-dark.svg`, `${svgText((document) => draw(document, dark))}\n`],
  ]);
}

/** Files of the gallery that are no longer made, and numbers of experiments that are no longer there. */
function leftOver(made) {
  return readdirSync(GALLERY)
    .filter((name) => {
      if (name.endsWith('.svg')) return !made.includes(`${GALLERY}/${name}`);
      return /^\d.*\.json$/.test(name) && !existsSync(`experiments/${name.replace(/json$/, 'yaml')}`);
    })
    .map((name) => `${GALLERY}/${name}`);
}

function holds(path, text) {
  return existsSync(path) && readFileSync(path, 'utf8') === text;
}
