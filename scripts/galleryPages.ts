// What the pages of docs/ say of the gallery: pictures and verdicts between two comments, made from its JSON files.
import { readdirSync, readFileSync } from 'node:fs';
import type { Effort } from '../src/claims/header.ts';
import { capital } from '../src/results/words.ts';
import type { ReproducedClaim } from '../src/studies/reproduce/schema.ts';
import { figuresOf } from '../src/studies/reproduce/shown.ts';

/** A file as it must be. */
export type PageText = readonly [path: string, text: string];

/** A chapter of the story and the experiments of its claim. */
interface Chapter {
  /** Of its file. */
  readonly name: string;
  readonly page: string;
  readonly number: string;
  readonly own: readonly ReproducedClaim[];
  readonly heading: string;
}

const BEGIN = '<!-- gallery: written by `npm run gallery` -->';
const END = '<!-- /gallery -->';

/** The claims of the gallery, in the order of their files. */
export function claimsIn(folder: string): ReproducedClaim[] {
  return readdirSync(folder)
    .filter((name) => /^\d.*\.json$/.test(name))
    .sort()
    .map((name) => JSON.parse(readFileSync(`${folder}/${name}`, 'utf8')));
}

/** The pages that show something of the gallery. */
export function pagesWith(claims: readonly ReproducedClaim[]): PageText[] {
  const story = readdirSync('docs/story')
    .filter((name) => /^\d/.test(name))
    .sort();
  const chapters = story.map((name): Chapter => {
    const page = readFileSync(`docs/story/${name}`, 'utf8');
    const number = String(Number.parseInt(name, 10));
    const own = claims.filter(({ claim }) => claim === number);
    return { name, page, number, own, heading: /^# (?:\d+\. )?(.+)$/m.exec(page)![1] };
  });
  const summary = readFileSync('docs/story/index.md', 'utf8');
  const gallery = readFileSync('docs/gallery/index.md', 'utf8');
  return [
    ...chapters.map(
      ({ name, page, number, own }): PageText => [`docs/story/${name}`, filled(page, chapterPart(number, own))],
    ),
    ['docs/story/index.md', filled(summary, tableOfClaims(chapters))],
    ['docs/gallery/index.md', filled(gallery, chapters.map(galleryPart).join('\n'))],
  ];
}

function filled(page: string, part: string): string {
  const [begin, end] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error(`a page lacks ${BEGIN} … ${END}:\n${page.slice(0, 80)}`);
  return `${page.slice(0, begin)}${BEGIN}\n\n${part}\n${page.slice(end)}`;
}

/** The experiments of a claim with pictures, verdict and checks, and the commands that run them. */
function chapterPart(number: string, claims: readonly ReproducedClaim[]): string {
  if (claims.length === 0) return `_The gallery has no run of this claim yet._\n\n${commands([number], 'quick')}`;
  const parts = claims.map((claim) => {
    const title = claims.length > 1 ? `### ${claim.title}\n\n` : '';
    return `${title}${pictures(claim)}\n${verdictIn(claim)}\n\n${tableOfChecks(claim)}\n`;
  });
  const names = claims.map(({ name }) => name);
  return `${parts.join('\n')}\n${commands(names, claims[0].effort)}`;
}

/** What makes the pictures, and the same at the other size. */
function commands(names: readonly string[], effort: Effort): string {
  const lines = (size: Effort) =>
    names.map((name) => `npx firstguess reproduce ${name}${size === 'quick' ? ' --quick' : ''}`);
  const other = effort === 'quick' ? 'full' : 'quick';
  const fence = (size: Effort) => `\`\`\`sh\n${lines(size).join('\n')}\n\`\`\`\n`;
  const than =
    other === 'full' ? 'With more and larger networks:' : 'With fewer and smaller networks, in a minute or two:';
  return `## Run it\n\n${fence(effort)}\n${than}\n\n${fence(other)}`;
}

function pictures(claim: ReproducedClaim): string {
  return figuresOf(claim)
    .map(({ name, heading }) => {
      const shown = picture(`${claim.name}-${name}`, `${claim.title}: ${heading}`);
      return `${shown}\n\n_${capital(safe(heading))}${sizeOf(claim)}._\n`;
    })
    .join('\n');
}

/** How many networks stand behind each number, where that is the same for all. */
function sizeOf(claim: ReproducedClaim): string {
  if (claim.kind !== 'measurement') return '';
  const sizes = claim.results.map(({ measurement: { initialisations, readouts } }) => {
    const layers = readouts > 1 ? ` with ${readouts} output layers each` : '';
    return `, over ${initialisations} draws of the hidden layers${layers}`;
  });
  return new Set(sizes).size === 1 ? sizes[0] : '';
}

/** For light and for dark pages. */
function picture(name: string, alt: string): string {
  return `<picture>
  <source media="(prefers-color-scheme: dark)" srcset="../gallery/${name}-dark.svg">
  <img alt="${safe(alt).replaceAll('"', '&quot;')}" src="../gallery/${name}.svg">
</picture>`;
}

function verdictIn({ verdict, summary, effort, refutedBy, source }: ReproducedClaim): string {
  const size = effort === 'quick' ? 'quick run: fewer and smaller networks' : 'full size';
  return `**${capital(verdict)}** (${size}). ${capital(safe(summary))}\n\nIt would be refuted by ${safe(uncapital(refutedBy))}\nSource: ${safe(source)}.`;
}

function tableOfChecks({ checks, threshold, notes }: ReproducedClaim): string {
  const rows = checks.map(({ text, verdict, comparisons }) => {
    const held = comparisons.filter((one) => one.verdict === 'confirmed').length;
    return `| ${cell(text)} | ${held} of ${comparisons.length} | ${verdict} |`;
  });
  const clear = `A comparison holds where it is clear of its bounds by ${threshold.toFixed(1)} standard errors.`;
  return `| check | comparisons that hold | verdict |\n| --- | --- | --- |\n${rows.join('\n')}\n\n${clear}${notes.map((note) => `\n\n${capital(safe(note))}.`).join('')}`;
}

function tableOfClaims(chapters: readonly Chapter[]): string {
  const rows = chapters.map(({ name, number, own, heading }) => {
    const verdicts = [...new Set(own.map(({ verdict }) => verdict))].join(', ') || 'not run yet';
    return `| ${number} | [${heading}](${name}) | ${verdicts} |`;
  });
  return `| claim | in short | verdict |\n| --- | --- | --- |\n${rows.join('\n')}\n`;
}

function galleryPart({ name, number, own, heading }: Chapter): string {
  if (own.length === 0) return '';
  return `## ${number}. ${heading}\n\n${own.map(pictures).join('\n')}\n[The claim and its verdict](../story/${name})\n`;
}

function uncapital(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function cell(text: string): string {
  return safe(text).replaceAll('|', '\\|');
}

/** Text in which Markdown sees no HTML. */
function safe(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
