import type { Verdict } from '../../claims/claimHeader.ts';
import type { NamedExperiment } from '../../claims/kind.ts';
import { blocks, type Drawing, terminalOf } from '../../present/text/drawing.ts';
import type { Paint } from '../../present/text/paint.ts';
import { wrap } from '../../present/text/wrap.ts';
import { duration, plural } from '../../results/format.ts';
import type { Reproduction } from './schema.ts';

const INDENT = 5;
const LONGEST_VERDICT = 'inconclusive'.length;

/** Claim by claim: its title, the verdict, and the numbers it rests on. */
export function renderReproduction({ claims, status, seconds }: Reproduction, options: Drawing): string {
  const { paint, width } = terminalOf(options);
  const colours: Record<Verdict, Paint['strong']> = {
    confirmed: paint.removes,
    refuted: paint.warning,
    inconclusive: paint.theory,
  };
  const rows = claims.flatMap(({ claim, title, verdict, summary, notes }) => {
    const [first, ...rest] = wrap(title, width - INDENT - LONGEST_VERDICT - 3);
    return [
      `${claim.padEnd(INDENT - 1)} ${colours[verdict](verdict.padEnd(LONGEST_VERDICT + 3))}${paint.strong(first)}`,
      ...rest.map((line) => ' '.repeat(INDENT + LONGEST_VERDICT + 3) + paint.strong(line)),
      ...[summary, ...notes]
        .flatMap((text) => wrap(text, width - INDENT))
        .map((line) => ' '.repeat(INDENT) + paint.muted(line)),
    ];
  });
  const count = (wanted: Verdict) => claims.filter(({ verdict }) => verdict === wanted).length;
  const interrupted = status === 'interrupted' ? 'interrupted after ' : '';
  return blocks([
    rows,
    [
      `${interrupted}${plural(claims.length, 'experiment')} in ${duration(seconds)}: ` +
        `${count('confirmed')} confirmed, ${count('refuted')} refuted, ${count('inconclusive')} inconclusive`,
    ],
  ]);
}

/** What may be reproduced: number, name and statement of each claim. */
export function renderExperiments(experiments: readonly NamedExperiment[], options: Drawing): string {
  const { paint, width } = terminalOf(options);
  return blocks(
    experiments.map(({ name, file }) => [
      `${String(file.claim).padEnd(INDENT)}${paint.strong(file.title)} ${paint.muted(`(${name})`)}`,
      ...wrap(file.statement, width - INDENT).map((line) => ' '.repeat(INDENT) + line),
    ]),
  );
}
