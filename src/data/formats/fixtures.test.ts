import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { expectedOf, FORMATS, fixtures, outcomeOf, SUFFIX } from './testing/fixtures.ts';
import { hostileFiles } from './testing/hostile.ts';

const writes = process.env.FIXTURES === 'write';
if (writes) writeHostileFiles();

describe('the corpus of valid, odd and hostile files', () => {
  it.each(fixtures())('%s is read or refused as expected, from memory and from the disk', async (path) => {
    const { read, ...expected } = expectedOf(path);
    const outcome = await outcomeOf(path, read, 'memory');
    expect(await outcomeOf(path, read, 'disk')).toEqual(outcome);
    // What NumPy and PyArrow say of their own files stands.
    if (writes && !/^(numpy|pyarrow)-/.test(basename(path)))
      return writeFileSync(join(FORMATS, path + SUFFIX), pretty({ read, ...outcome }));
    expect(outcome).toMatchObject(expected);
    expect('labels' in outcome).toBe('labels' in expected);
    expect(Object.keys(expected)).not.toEqual([]);
  });

  it('never takes more than 500 MB of memory', () => {
    // The peak of this process, which is this file's alone and has just read all of them twice.
    expect(process.resourceUsage().maxRSS * 1024).toBeLessThan(500e6);
  });
});

function writeHostileFiles(): void {
  for (const { path, bytes, read } of hostileFiles()) {
    mkdirSync(dirname(join(FORMATS, path)), { recursive: true });
    writeFileSync(join(FORMATS, path), bytes);
    if (read) writeFileSync(join(FORMATS, path + SUFFIX), pretty({ read }));
  }
}

function pretty(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
