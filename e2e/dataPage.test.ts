import { readFileSync } from 'node:fs';
import { gaussian, parseData, parsePreprocess, UserError } from 'firstguess';
import { describe, expect, it } from 'vitest';

const page = readFileSync(new URL('../docs/data.md', import.meta.url), 'utf8');
const sources = [...rowsUnder('Sources that need no file'), ...rowsUnder('Sources read from files')];
const selections = rowsUnder('Selections');
const steps = rowsUnder('Preprocessing');

describe('the page on data', () => {
  it('lists every source, selection and step', () => {
    expect(namesOf(sources)).toEqual(known(() => parseData('nothing')).sort());
    expect(namesOf(selections)).toEqual(known(() => parseData('digits, nothing')).sort());
    expect(namesOf(steps)).toEqual(known(() => parsePreprocess('nothing')).sort());
  });

  it.each(sources)('%s has the arguments %s', (source, listed) => {
    expect(argumentsIn(listed)).toEqual(takenBy(() => parseData(`${bare(source)}(nothing=1)`)));
  });

  it.each(selections)('%s has the arguments %s, and an example that works: %s', (selection, listed, example) => {
    if (listed !== 'classes') {
      expect(argumentsIn(listed)).toEqual(takenBy(() => parseData(`digits, ${bare(selection)}(nothing=1)`)));
    }
    expect(example).toContain(bare(selection));
    expect(parseData(`digits, ${bare(example)}`)).toMatchObject({ kind: 'dataset', name: `digits, ${bare(example)}` });
  });

  it.each(steps)(
    '%s has the arguments %s, does what is said and has the law of the table',
    (step, listed, effect, law) => {
      const [name] = bare(step).split('(');
      const { effect: done, generator } = parsePreprocess(bare(step));
      expect(argumentsIn(listed)).toEqual(takenBy(() => parsePreprocess(`${name}(nothing=1)`)));
      expect(effect).toBe(done);
      const after = generator(gaussian({ shape: [3, 10, 10], mean: 1, variance: 4 }));
      const short = (value: number) => Number(value.toPrecision(3));
      expect(law).toBe('reason' in after ? 'measured only' : `${short(after.mean)}, ${short(after.variance)}`);
    },
  );
});

type Row = [string, string, string, string];

/** The cells of the first table under a heading, without its head. */
function rowsUnder(heading: string): Row[] {
  const [, text] = page.split(`\n## ${heading}\n`);
  const [table] = /^\|[\s\S]*?\n(?!\|)/m.exec(text!)!;
  const rows = table.trim().split('\n').slice(2);
  return rows.map((row) => {
    const cells = row.slice(1, -1).split(/(?<!\\)\|/);
    return cells.map((cell) => cell.trim().replaceAll('\\|', '|')) as Row;
  });
}

function namesOf(rows: readonly Row[]): string[] {
  return rows.map(([name]) => bare(name).split('(')[0]!).sort();
}

function bare(code: string): string {
  return code.replaceAll('`', '');
}

function argumentsIn(cell: string): string[] {
  return [...cell.matchAll(/`(\w+)`/g)].map(([, name]) => name!);
}

/** The names that a complaint about an unknown one knows. */
function known(attempt: () => unknown): string[] {
  return wordsAfter('known are ', attempt);
}

/** The arguments that a complaint about an unknown one names. */
function takenBy(attempt: () => unknown): string[] {
  return wordsAfter('it takes ', attempt).filter((name) => name !== 'no arguments');
}

function wordsAfter(words: string, attempt: () => unknown): string[] {
  try {
    attempt();
  } catch (error) {
    if (error instanceof UserError)
      return error.remedy!.replace(' and, read from files', '').split(words)[1]!.split(', ');
  }
  throw new Error(`nobody complained with "${words}"`);
}
