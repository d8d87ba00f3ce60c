import type { Progress } from '../measure/plan/plan.ts';
import { truncate } from '../present/text/wrap.ts';
import { barePercent, count, duration, percent, plusMinus } from '../results/format.ts';
import type { Io } from './io.ts';

const REDRAW_MILLISECONDS = 100;
const CLEAR = '\r\x1b[K';

/** One line on stderr that is rewritten in place while a command works; nothing where stderr is not a terminal. */
export class LiveLine {
  private drawn = false;
  private last = 0;

  constructor(private readonly io: Io) {}

  /** Shows a text in place of the last one; too soon after it, does nothing unless the text is `lasting`. */
  show(text: (width: number) => string, lasting = false): void {
    const width = this.io.liveWidth();
    const now = performance.now();
    if (width === undefined || (this.drawn && !lasting && now - this.last < REDRAW_MILLISECONDS)) return;
    // The last column stays free: some terminals wrap as soon as it is written.
    this.io.err(CLEAR + truncate(text(width - 1), width - 1));
    this.drawn = true;
    this.last = now;
  }

  /** Removes the line, before something else is written. */
  clear(): void {
    if (this.drawn) this.io.err(CLEAR);
    this.drawn = false;
  }
}

/**
 * Where a measurement stands, e.g. "75/200 draws · 2 s left · agreement 0.369 ± 0.004 · favourite 50.5 % (±0.4) · 41/s".
 * What does not fit is left out from the end.
 * @param untilSe the standard error at which the measurement stops, if one is given
 */
export function progressText(progress: Progress, width: number, untilSe?: number): string {
  const { stage, done, agreement, maxFraction, rate } = progress;
  if (stage === 'pilot') return 'drawing a few networks to choose the number of readouts …';
  if (stage === 'theory') return theoryText(progress);
  const total = expectedTotal(progress, untilSe);
  const secondsLeft = (progress.secondsLeft * (total - done)) / Math.max(1, progress.total - done);
  const about = untilSe !== undefined && total < progress.total ? '~' : '';
  const parts = [
    `${count(done)}/${about}${count(total)} draws`,
    ...(Number.isFinite(secondsLeft) ? [timeLeft(secondsLeft)] : []),
    ...(Number.isFinite(agreement.mean) ? [`agreement ${plusMinus(agreement.mean, agreement.standardError)}`] : []),
    ...(Number.isFinite(maxFraction.mean) ? [`favourite ${percent(maxFraction.mean, maxFraction.standardError)}`] : []),
    ...(rate > 0 ? [`${rate < 10 ? rate.toFixed(1) : count(Math.round(rate))}/s`] : []),
  ];
  const columns = BARS.find((bar) => width - bar >= ROOMY_TEXT) ?? 0;
  const filled = Math.round((columns * done) / Math.max(1, total));
  const bar = columns > 0 ? `${'━'.repeat(filled)}${'╌'.repeat(columns - filled)} ` : '';
  return bar + fitting(parts, width - bar.length);
}

/** Where theory stands: "theory: about 40 s" before it starts, "theory 25 % · 30 s left" then. */
export function theoryText({
  share = 0,
  secondsLeft,
}: {
  readonly share?: number;
  readonly secondsLeft: number;
}): string {
  if (share === 0) return secondsLeft < NO_TIME ? 'theory …' : `theory: about ${duration(Math.ceil(secondsLeft))}`;
  return `theory ${barePercent(share)} · ${timeLeft(secondsLeft)}`;
}

/** Less is not worth a word. */
const NO_TIME = 2;

/** Widths of the bar from a wide terminal to a narrow one, as long as the text beside it has room. */
const BARS = [24, 12, 6];
const ROOMY_TEXT = 84;

/** Whole seconds, which do not flicker. */
function timeLeft(seconds: number): string {
  return seconds < 10 ? `${Math.ceil(seconds)} s left` : `${duration(seconds)} left`;
}

/** The error of a mean falls as 1/√draws, so (error now / error wanted)² times the draws until now will do. */
function expectedTotal({ done, total, agreement }: Progress, untilSe: number | undefined): number {
  if (untilSe === undefined || !(agreement.standardError > 0)) return total;
  return Math.min(total, Math.max(done, Math.ceil(done * (agreement.standardError / untilSe) ** 2)));
}

function fitting(parts: readonly string[], width: number): string {
  let text = parts[0];
  for (const part of parts.slice(1)) {
    const longer = `${text} · ${part}`;
    if (longer.length > width) break;
    text = longer;
  }
  return text;
}
