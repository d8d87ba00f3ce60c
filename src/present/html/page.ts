import { escapeXml } from '../svg/svg.ts';
import { customProperties, dark, light } from '../svg/theme.ts';

/** HTML that has been escaped where it must be; plain strings in `html` templates are escaped. */
export class Html {
  constructor(readonly text: string) {}
}

type Piece = Html | string | number | readonly Html[];

/** Template for HTML: every value that is not already `Html` is escaped. */
export function html(strings: TemplateStringsArray, ...pieces: readonly Piece[]): Html {
  return new Html(strings.reduce((text, string, index) => text + written(pieces[index - 1]) + string));
}

/** Text of ours or of the user's with numbers kept beside their percent signs and errors. */
export function prose(text: string): Html {
  return new Html(escapeXml(text).replace(/(?<=\d) (?=%)|(?<=%) (?=\(±)/g, '&#160;'));
}

/** A page that stands alone. */
export interface Page {
  /** What pages of this kind show, above the title. */
  readonly kicker: string;
  /** The finding. */
  readonly title: string;
  /** What follows from it, in sentences. */
  readonly lead?: string;
  /** What it is about, in the notation. */
  readonly subject?: string;
  readonly body: Html;
  /** The version that wrote it. */
  readonly firstguess: string;
}

/** A whole page that needs nothing from outside and follows the reader's colour scheme. */
export function page({ kicker, title, lead, subject, body, firstguess }: Page): string {
  const main = html`<header>
<p class="kicker">firstguess · ${kicker}</p>
<h1>${prose(title)}</h1>
${lead ? html`<p class="lead">${prose(lead)}</p>` : html``}
${subject ? html`<pre><code>${subject}</code></pre>` : html``}
</header>
${body}
<footer>Written by firstguess ${firstguess}. “Bias” here is statistical: a network's preference among classes before training, not a judgement about people.</footer>`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeXml(title)}</title>
<style>${styles}</style>
</head>
<body>
<main>
${main.text}
</main>
</body>
</html>
`;
}

export interface Column {
  readonly title: string;
  /** Numbers are flush right. */
  readonly numeric?: boolean;
  /** As narrow as its texts. */
  readonly narrow?: boolean;
}

/** A table whose first column heads its rows. */
export function table(caption: string, columns: readonly Column[], rows: readonly (readonly Html[])[]): Html {
  const align = (index: number) => (columns[index].numeric ? new Html(' class="number"') : html``);
  const head = columns.map(({ title }, index) => html`<th scope="col"${align(index)}>${title}</th>`);
  const first = columns[0].narrow ? new Html(' class="narrow"') : html``;
  const body = rows.map((row) => {
    const cells = row.map((cell, index) =>
      index === 0 ? html`<th scope="row"${first}>${cell}</th>` : html`<td${align(index)}>${cell}</td>`,
    );
    return html`<tr>${cells}</tr>\n`;
  });
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${caption}"><table><caption>${caption}</caption>
<thead><tr>${head}</tr></thead>
<tbody>
${body}</tbody></table></div>`;
}

/** Columns of numbers. */
export function numeric(...titles: readonly string[]): Column[] {
  return titles.map((title) => ({ title, numeric: true }));
}

function written(piece: Piece | undefined): string {
  if (piece === undefined) return '';
  if (piece instanceof Html) return piece.text;
  if (typeof piece === 'object') return piece.map(({ text }) => text).join('');
  return escapeXml(String(piece));
}

const styles = `
:root { color-scheme: light dark; ${customProperties(light)} }
@media (prefers-color-scheme: dark) { :root { ${customProperties(dark)} } }
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--fg-paper); color: var(--fg-ink);
  font: 1rem/1.6 system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif;
}
main { max-width: 58rem; margin: 0 auto; padding: 3rem 1.5rem 4rem; }
header { margin-bottom: 2.5rem; }
.kicker { margin: 0 0 .75rem; color: var(--fg-muted); font-size: .875rem; letter-spacing: .02em; }
h1 { margin: 0; max-width: 50rem; font-size: clamp(1.5rem, 4.5vw, 2.125rem); line-height: 1.25; letter-spacing: -.01em; text-wrap: balance; }
.lead { max-width: 42rem; margin: 1rem 0 0; font-size: 1.125rem; color: var(--fg-muted); text-wrap: pretty; }
h2 { margin: 3rem 0 .5rem; font-size: 1.25rem; line-height: 1.3; }
h2 + p { margin-top: 0; }
p { max-width: 42rem; }
.muted { color: var(--fg-muted); }
.warn { padding: .5rem .875rem; border-left: 3px solid var(--fg-theory); background: var(--fg-raised); }
code, pre { font: .875em/1.6 ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; }
pre { margin: .75rem 0; padding: .875rem 1rem; border-radius: .5rem; background: var(--fg-raised); white-space: pre-wrap; overflow-wrap: anywhere; }
header pre { margin: 1.5rem 0 0; }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(11.5rem, 1fr)); gap: 1rem; margin: 0; padding: 0; }
.card { padding: 1rem 1.125rem; border-radius: .625rem; background: var(--fg-raised); }
.card dt { color: var(--fg-muted); font-size: .875rem; line-height: 1.35; }
.card dd { margin: 0; }
.card .big { margin-top: .25rem; font-size: 1.75rem; font-weight: 650; line-height: 1.3; font-variant-numeric: tabular-nums; }
.card .small { color: var(--fg-muted); font-size: .875rem; line-height: 1.45; }
.meter { position: relative; height: .5rem; margin: .5rem 0 .375rem; border-radius: .25rem; background: var(--fg-line); }
.meter > i { position: absolute; inset: 0 auto 0 0; border-radius: .25rem; background: var(--fg-measured); }
.meter > b { position: absolute; top: -.25rem; bottom: -.25rem; width: 2px; background: var(--fg-ink); }
.scroll {
  overflow-x: auto; margin: .75rem 0;
  background:
    linear-gradient(to right, var(--fg-paper) 30%, transparent) left / 3rem 100% no-repeat local,
    linear-gradient(to left, var(--fg-paper) 30%, transparent) right / 3rem 100% no-repeat local,
    linear-gradient(to right, var(--fg-line), transparent) left / 1rem 100% no-repeat,
    linear-gradient(to left, var(--fg-line), transparent) right / 1rem 100% no-repeat;
}
.scroll::-webkit-scrollbar { height: .5rem; }
.scroll::-webkit-scrollbar-thumb { border-radius: .25rem; background: var(--fg-muted); }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
th, td { padding: .5rem 1.25rem .5rem 0; border-bottom: 1px solid var(--fg-line); text-align: left; vertical-align: baseline; }
th:last-child, td:last-child { padding-right: 0; }
thead th { color: var(--fg-muted); font-size: .875rem; font-weight: 500; }
tbody th { min-width: 9rem; font-weight: 500; }
.narrow { width: 1%; min-width: 0; }
th code { overflow-wrap: anywhere; }
td small, th small { display: block; color: var(--fg-muted); font-size: .8125rem; font-weight: 400; line-height: 1.4; }
.number { text-align: right; white-space: nowrap; }
.error { color: var(--fg-muted); }
figure { margin: 1rem 0 0; }
figure svg { display: block; width: 100%; height: auto; }
figure .wide svg { min-width: 34rem; }
.pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 22rem), 1fr)); gap: 1rem 2rem; }
.keys { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; margin: .5rem 0 .75rem; padding: 0; list-style: none; font-size: .875rem; }
.key { display: inline-block; width: 1.25rem; margin-right: .5rem; vertical-align: middle; }
.key.bar { height: .75rem; background: currentColor; }
.key.line { border-top: 3px solid currentColor; }
.key.dash { border-top: 2px dashed currentColor; }
.key.dot { width: .625rem; height: .625rem; border-radius: 50%; background: currentColor; }
.key.tick { width: 3px; height: 1rem; background: currentColor; }
.key.diamond, .key.up, .key.down, .key.disc { width: .75rem; height: .75rem; background: currentColor; }
.key.diamond { clip-path: polygon(50% 0, 100% 50%, 50% 100%, 0 50%); }
.key.up { clip-path: polygon(50% 0, 100% 100%, 0 100%); }
.key.down { clip-path: polygon(0 0, 100% 0, 50% 100%); }
.key.disc { border-radius: 50%; transform: scale(.75); }
ul.notes { max-width: 42rem; padding-left: 1.25rem; }
dl.facts { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1.5rem; margin: .75rem 0; }
dl.facts dt { color: var(--fg-muted); }
dl.facts dd { margin: 0; overflow-wrap: anywhere; }
footer { margin-top: 3.5rem; padding-top: 1rem; border-top: 1px solid var(--fg-line); color: var(--fg-muted); font-size: .875rem; }
@media (max-width: 40rem) { th, td { padding-right: .5rem; font-size: .8125rem; } thead th { font-size: .75rem; } tbody th { min-width: 0; } tbody th small { display: none; } .number .error { display: block; } }
@media (max-width: 32rem) { main { padding-top: 2rem; } dl.facts { grid-template-columns: 1fr; gap: 0; } dl.facts dd { margin-bottom: .5rem; } }
@media print {
  :root { color-scheme: light; ${customProperties(light)} }
  main { max-width: none; padding: 0; }
  figure, .card, tr { break-inside: avoid; }
  h2 { break-after: avoid; }
  .card, pre { border: 1px solid var(--fg-line); }
  .scroll { overflow: visible; background: none; }
  figure .wide svg { min-width: 0; }
}
`;
