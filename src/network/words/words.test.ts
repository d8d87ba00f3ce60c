import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../errors.ts';
import { parseNetwork } from '../notation/parse.ts';
import { layerNames } from '../registry.ts';
import { words } from './table.ts';

/** What people write, and the notation it means, or "! " and the beginning of the answer. */
const answers: Readonly<Record<string, string>> = JSON.parse(
  readFileSync(new URL('testing/answers.json', import.meta.url), 'utf8'),
);

/** The remedy for words that are not known, the message with its remedy for those that are. */
function answerTo(text: string): string {
  try {
    return String(parseNetwork(text));
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const { message, remedy = '', where } = error;
    if (!message.includes('is the file of a model')) expect(where.at(-1)).toMatch(/^ *\^+$/);
    return `! ${message.startsWith('unknown layer') ? remedy : `${message} → ${remedy}`}`;
  }
}

describe("a line in another framework's words", () => {
  it('is answered 200 times over', () => {
    expect(Object.keys(answers).length).toBeGreaterThan(200);
  });

  it.each(Object.entries(answers))('%s → %s', (text, answer) => {
    const found = answerTo(text);
    if (answer.startsWith('! ')) expect(found.startsWith(answer), found).toBe(true);
    else expect(found).toBe(answer);
  });

  it.each(Object.entries(answers).filter(([, answer]) => !answer.startsWith('! ')))(
    '%s means a notation that reads back to itself',
    (_, notation) => expect(String(parseNetwork(notation))).toBe(notation),
  );
});

describe('the table of words', () => {
  it('has no word that is a layer of ours already', () => {
    for (const word of Object.keys(words)) expect(layerNames).not.toContain(word);
  });
});
