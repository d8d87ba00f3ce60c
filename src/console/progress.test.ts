import { describe, expect, it } from 'vitest';
import { fakeIo } from '../cli/testing/run.fixture.ts';
import type { Progress } from '../measure/plan/plan.ts';
import { interruptible } from './interruptible.ts';
import { LiveLine, progressText } from './progress.ts';

const progress: Progress = {
  stage: 'draws',
  done: 75,
  total: 200,
  readouts: 16,
  agreement: { mean: 0.36862, standardError: 0.00371 },
  maxFraction: { mean: 0.50512, standardError: 0.0042 },
  rate: 41.2,
  secondsLeft: 3.03,
};

describe('the text of progress', () => {
  it('says how far, what so far, how long, how fast', () => {
    expect(progressText(progress, 84)).toBe(
      '75/200 draws · 4 s left · agreement 0.3686 ± 0.0037 · favourite 50.5 % (±0.4) · 41/s',
    );
  });

  it('begins with a bar where there is room', () => {
    expect(progressText(progress, 120)).toMatch(/^━{9}╌{15} 75\/200 draws/);
  });

  it('drops whole parts from the end on a narrow terminal', () => {
    for (const width of [20, 40, 60, 80]) expect(progressText(progress, width).length).toBeLessThanOrEqual(width);
    expect(progressText(progress, 60)).toBe('75/200 draws · 4 s left · agreement 0.3686 ± 0.0037');
    expect(progressText(progress, 30)).toBe('75/200 draws · 4 s left');
  });

  it('leaves out what a single draw cannot tell', () => {
    const first = { ...progress, done: 1, agreement: { mean: 0.3, standardError: NaN }, secondsLeft: NaN };
    expect(progressText(first, 60)).toBe('1/200 draws · agreement 0.3 · favourite 50.5 % (±0.4) · 41/s');
  });

  it('estimates the end of a measurement that stops at a standard error', () => {
    const open = { ...progress, total: 1_000_000, secondsLeft: (1_000_000 - 75) / 41.2 };
    // Half the error takes four times the draws.
    expect(progressText(open, 120, 0.00371 / 2)).toContain('75/~300 draws');
    expect(progressText(open, 120, 0.00371 / 2)).toContain('6 s left');
  });
});

describe('the text of theory', () => {
  const theory = { ...progress, stage: 'theory' } as const;

  it('says how long it will take before it starts, and the time left then', () => {
    expect(progressText({ ...theory, share: 0, secondsLeft: 39.2 }, 60)).toBe('theory: about 40 s');
    expect(progressText({ ...theory, share: 0.25, secondsLeft: 29.8 }, 60)).toBe('theory 25 % · 30 s left');
  });

  it('gives no number where it takes no time', () => {
    expect(progressText({ ...theory, share: 0, secondsLeft: 0.4 }, 60)).toBe('theory …');
  });
});

describe('the live line', () => {
  it('is silent where stderr is no terminal', () => {
    const io = fakeIo();
    const line = new LiveLine(io);
    line.show(() => 'working');
    line.clear();
    expect(io.written.err).toBe('');
  });

  it('is rewritten in place, cut to the terminal, and removed at the end', () => {
    const io = fakeIo({ liveWidth: () => 10 });
    const line = new LiveLine(io);
    line.show((width) => `${width} columns are too few`);
    line.clear();
    expect(io.written.err).toBe('\r\x1b[K9 column…\r\x1b[K');
  });

  it('skips what comes too soon to be read, unless it lasts', () => {
    const io = fakeIo({ liveWidth: () => 80 });
    const line = new LiveLine(io);
    for (const text of ['one', 'two']) line.show(() => text);
    line.show(() => 'theory', true);
    expect(io.written.err).toBe('\r\x1b[Kone\r\x1b[Ktheory');
  });
});

describe('an interruption', () => {
  it('aborts the task once, says so, and stops listening when the task ends', async () => {
    let interrupt = () => {};
    let listening = true;
    const io = fakeIo({
      onInterrupt: (callback) => {
        interrupt = callback;
        return () => {
          listening = false;
        };
      },
    });
    const aborted = await interruptible(io, async ({ signal }) => {
      interrupt();
      return signal.aborted;
    });
    expect(aborted).toBe(true);
    expect(listening).toBe(false);
    expect(io.written.err).toBe('firstguess: finishing the draws under way … (Ctrl-C again ends at once)\n');
  });

  it.each([
    [{ stage: 'draws', secondsUnderWay: 480 }, 'finishing the draws under way, which may take 8 min 0 s'],
    [{ stage: 'draws', secondsUnderWay: 0.4 }, 'finishing the draws under way'],
    [{ stage: 'theory' }, 'leaving theory out'],
  ] as const)('says what it waits for, and how long that may take: %o', async (place, words) => {
    let interrupt = () => {};
    const io = fakeIo({
      onInterrupt: (callback) => {
        interrupt = callback;
        return () => {};
      },
    });
    await interruptible(io, async ({ onProgress }) => {
      onProgress({ ...progress, ...place });
      interrupt();
    });
    expect(io.written.err).toBe(`firstguess: ${words} … (Ctrl-C again ends at once)\n`);
  });
});
