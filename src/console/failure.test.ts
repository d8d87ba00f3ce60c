import { describe, expect, it } from 'vitest';
import { fakeIo } from '../cli/testing/run.fixture.ts';
import { reportFailure } from './failure.ts';

describe('what the system refuses', () => {
  const failed = (fields: object) => {
    const io = fakeIo();
    const exitCode = reportFailure(Object.assign(new Error('raw words of the system'), fields), io);
    return { exitCode, err: io.written.err };
  };

  it.each([
    [{ code: 'EACCES', syscall: 'scandir', path: 'pictures' }, 'cannot read pictures: permission denied'],
    [{ code: 'ENOSPC', syscall: 'write' }, 'cannot write the output: no space is left on the device'],
  ])('is a mistake of the user: %o', (fields, words) => {
    const { exitCode, err } = failed(fields);
    expect(exitCode).toBe(2);
    expect(err).toContain(`firstguess: ${words}\n`);
    expect(err).not.toContain('internal error');
  });

  it('is an internal error where nobody knows it', () => {
    expect(failed({ code: 'EBADF' }).exitCode).toBe(3);
  });
});
