import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { annotations } from './annotations.ts';
import { checkResult } from './testing/result.fixture.ts';

/** As the runner of GitHub reads a line (actions/runner, ActionCommand.cs): properties end at the next "::". */
function read(line: string): Readonly<Record<string, string>> {
  const [, level, given, data] = /^::(\w+) (.*?)::(.*)$/.exec(line)!;
  const properties = given.split(',').map((pair) => {
    const at = pair.indexOf('=');
    return [pair.slice(0, at), unescaped(pair.slice(at + 1), { '%3A': ':', '%2C': ',' })] as const;
  });
  return { level, ...Object.fromEntries(properties), message: unescaped(data, {}) };
}

function unescaped(text: string, more: Readonly<Record<string, string>>): string {
  const all: Readonly<Record<string, string>> = { '%0D': '\r', '%0A': '\n', '%25': '%', ...more };
  return text.replace(/%[0-9A-F]{2}/g, (code) => all[code] ?? code);
}

describe('annotations for GitHub Actions', () => {
  it('are an error for what is broken and a warning for what is not decided, at the model', () => {
    const found = annotations(checkResult()).map(read);
    expect(found).toMatchObject([
      { level: 'error', file: 'models/cnn.onnx', title: 'firstguess: agreement failed' },
      { level: 'warning', file: 'models/cnn.onnx', title: 'firstguess: (loss − ln K)/ln K inconclusive' },
    ]);
    expect(found[0].message).toContain('cnn on digits: agreement is 0.310 ± 0.020 (above 0.2).\nWhich layer');
  });

  it('are errors alone where the check is strict', () => {
    expect(annotations(checkResult({ strict: true })).map((line) => read(line).level)).toEqual(['error', 'error']);
  });

  it('stand at the line of the file that lists the check', () => {
    const [line] = annotations(checkResult({ named: { place: 'C:/ci/firstguess.yaml:3:5' } }));
    expect(read(line)).toMatchObject({ file: 'C:/ci/firstguess.yaml', line: '3', col: '5' });
  });

  it('are one line each, and give every text back', () => {
    const text = fc.string({
      unit: fc.constantFrom('%', ':', ',', '\r', '\n', '=', 'a', '0', 'A', '–'),
      maxLength: 20,
    });
    fc.assert(
      fc.property(text, text, (file, advice) => {
        fc.pre(advice !== '');
        const [line] = annotations(checkResult({ named: { model: file, next: [{ advice }] } }));
        expect(line).not.toMatch(/[\r\n]/);
        expect(read(line).file).toBe(file);
        expect(read(line).message.toLowerCase()).toContain(`\n${advice.toLowerCase()}`);
      }),
    );
  });
});
