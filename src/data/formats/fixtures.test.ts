import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { expectedOf, FIXTURES, fixtures, outcomeOf, SUFFIX } from './testing/fixtures.ts';
import { hostileFiles } from './testing/hostile.ts';

const writes = process.env.FIXTURES === 'write';
if (writes) writeHostileFiles();

describe('the corpus of files, sound, odd and hostile', () => {
  it.each(fixtures())('%s is read or refused as expected, from memory and from the disk', async (path) => {
    const { read, ...expected } = expectedOf(path);
    const outcome = await outcomeOf(path, read, 'memory');
    if (writes) writeFileSync(join(FIXTURES, path + SUFFIX), pretty({ read, ...outcome }));
    else expect(outcome).toMatchObject(expected);
    expect(Object.keys(expected).length).toBeGreaterThan(0);
    expect('labels' in outcome).toBe('labels' in expected);
    expect(await outcomeOf(path, read, 'disk')).toEqual(outcome);
  });

  it('costs less than 500 MB of memory in all', () => {
    // Runs after the files above in the process of this file alone; it has read all of them, most of them twice.
    expect(process.resourceUsage().maxRSS / 2 ** 10).toBeLessThan(500);
  });
});

function writeHostileFiles(): void {
  for (const { path, bytes, read } of hostileFiles()) {
    mkdirSync(dirname(join(FIXTURES, path)), { recursive: true });
    writeFileSync(join(FIXTURES, path), bytes);
    if (read) writeFileSync(join(FIXTURES, path + SUFFIX), pretty({ read }));
  }
}

/** One key a line and short lists in a line, as the formatter has it. */
function pretty(value: object): string {
  const lines = Object.entries(value).map(([key, entry]) => `  ${JSON.stringify(key)}: ${line(entry)}`);
  return `{\n${lines.join(',\n')}\n}\n`;
}

function line(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(line).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).map(([key, entry]) => `${JSON.stringify(key)}: ${line(entry)}`);
  return `{ ${entries.join(', ')} }`;
}
