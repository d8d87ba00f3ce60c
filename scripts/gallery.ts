// Fills docs/gallery with what the figures need of a run of the claims, the figures themselves, and the pages that show
// them. Usage:
//   npm run gallery -- [claim …] [--full]   runs the claims (quick by default), and the measurement of the first page
//   npm run gallery -- --from <folder>      takes what such a run has left in a folder
//   npm run gallery -- --draw               draws again what is there
//   npm run gallery -- --check              ends with 1 where that would change anything
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { claimPicture } from '../src/claims/claimFigure.ts';
import { framed, type Picture } from '../src/present/svg/picture.ts';
import { svgText } from '../src/present/svg/svg.ts';
import { dark, light } from '../src/present/svg/theme.ts';
import type { Measurement } from '../src/results/schema.ts';
import { guessLaw } from '../src/studies/measure/guessLaw.ts';
import type { ClaimOf, ReproducedClaim, Reproduction } from '../src/studies/reproduce/schema.ts';
import { figuresOf } from '../src/studies/reproduce/shown.ts';
import { claimsIn, type PageText, pagesWith } from './galleryPages.ts';

type Diagram = ClaimOf<'phase'>['diagrams'][number];

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
function run(): string {
  firstguess('reproduce', ...wanted, ...(flags.full ? [] : ['--quick']), '--out', RUN, '--overwrite');
  if (wanted.length === 0) {
    const network = ['--network', '3*(dense(512), relu), dense(10)', '--data', 'digits', '--preprocess', 'standardize'];
    firstguess('measure', ...network, '--inits', '200', '--out', `${RUN}/first-guess`, '--overwrite');
  }
  return RUN;
}

/** A refuted claim, which ends with 1, is a result like any other. */
function firstguess(...args: readonly string[]): void {
  const { status } = spawnSync(process.execPath, ['bin/firstguess.js', ...args], { stdio: 'inherit' });
  if (status !== 0 && status !== 1) process.exit(status ?? 1);
}

function collect(folder: string): void {
  const { claims } = read<Reproduction>(`${folder}/reproduction.json`);
  for (const claim of claims) write(`${GALLERY}/${claim.name}.json`, slim(claim));
  const first = `${folder}/first-guess/result.json`;
  if (existsSync(first)) write(FIRST_GUESS, only([...BASICS, ...QUANTITIES, 'histogram'], read<Measurement>(first)));
}

/** Without runs and maps that no figure shows, and of each measurement only what figures and their captions say. */
function slim(claim: ReproducedClaim): object {
  const histograms = claim.kind === 'measurement' && claim.figures.includes('histograms');
  const loss = claim.kind === 'measurement' && claim.measured.includes('loss');
  const parts = [...BASICS, ...QUANTITIES, ...(loss ? ['loss'] : []), ...(histograms ? ['histogram'] : [])];
  const slimmed: ReproducedClaim = JSON.parse(JSON.stringify(claim), (key, value) =>
    key === 'measurement' ? only(parts, value) : value,
  );
  if (slimmed.kind === 'nodes') {
    return { ...slimmed, results: slimmed.results.filter(({ label }) => slimmed.shown.includes(label)) };
  }
  if (slimmed.kind === 'phase') return { ...slimmed, diagrams: slimmed.diagrams.map(mapsShown) };
  return slimmed;
}

/** A phase diagram without the maps that no figure shows. */
function mapsShown({ label, diagram: { agreement, maxFraction, limit, ...diagram } }: Diagram): object {
  return { label, diagram: { ...diagram, limit: limit && only(['chi1', 'phase'], limit) } };
}

function only(keys: readonly string[], object: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(keys.map((key) => [key, object[key]]));
}

function read<Content>(path: string): Content {
  return JSON.parse(readFileSync(path, 'utf8'));
}

/** Rounded, with rows of a list on one line. */
function write(path: string, value: object): void {
  const rounded = (_key: string, item: unknown) => (typeof item === 'number' ? Number(item.toPrecision(DIGITS)) : item);
  const text = JSON.stringify(value, rounded, 1);
  writeFileSync(path, `${text.replace(/\[\n[^[\]{}]*\]/g, (row) => row.replace(/\n\s*/g, ''))}\n`);
}

/** All figures, on light and on dark ground. */
function figures(): PageText[] {
  const drawn = claimsIn(GALLERY).flatMap((claim) =>
    figuresOf(claim).map((shown): [string, Picture] => [`${claim.name}-${shown.name}`, claimPicture(claim, shown)]),
  );
  if (existsSync(FIRST_GUESS)) {
    drawn.push(['first-guess', guessLaw(read<Measurement>(FIRST_GUESS))]);
  }
  return drawn.flatMap(([name, picture]) => [
    [`${GALLERY}/${name}.svg`, `${svgText((document) => framed(picture, { document, palette: light }))}\n`],
    [`${GALLERY}/${name}-dark.svg`, `${svgText((document) => framed(picture, { document, palette: dark }))}\n`],
  ]);
}

/** Files of the gallery that are no longer made, and numbers of experiments that are no longer there. */
function leftOver(made: readonly string[]): string[] {
  return readdirSync(GALLERY)
    .filter((name) => {
      if (name.endsWith('.svg')) return !made.includes(`${GALLERY}/${name}`);
      return /^\d.*\.json$/.test(name) && !existsSync(`experiments/${name.replace(/json$/, 'yaml')}`);
    })
    .map((name) => `${GALLERY}/${name}`);
}

function holds(path: string, text: string): boolean {
  return existsSync(path) && readFileSync(path, 'utf8') === text;
}
