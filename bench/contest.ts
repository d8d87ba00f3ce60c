import { interleaved, median, speedup } from './interleave.ts';
import { ours } from './ours.ts';
import type {
  Bounded,
  BoundedResult,
  Contest,
  ContestResult,
  Race,
  RaceResult,
  Side,
  SkippedResult,
  TimeLimit,
  TimeResult,
} from './types.ts';

/** One contest, with the median over the rounds of whatever takes time. */
export function runContest(contest: Contest, rounds: number, missing: string | undefined): Promise<ContestResult> {
  if ('quantity' in contest) return runBounded(contest);
  return 'peer' in contest ? runRace(contest, rounds, missing) : runTimed(contest, rounds);
}

async function runBounded({ title, ours: side, quantity, least, most }: Bounded): Promise<BoundedResult> {
  const value = (await ours(side))[quantity];
  const pass = value >= (least ?? -Infinity) && value <= (most ?? Infinity);
  return { title, quantity, value, least, most, pass };
}

async function runTimed({ title, ours: side, most }: TimeLimit, rounds: number): Promise<TimeResult> {
  const [seconds] = await interleaved(rounds, [() => secondsOf(side)]);
  const value = median(seconds);
  return { title, ours: value, most, pass: value <= most };
}

/** @param missing why programs of others cannot run, if they cannot */
async function runRace(
  { title, ours: side, peer, bar }: Race,
  rounds: number,
  missing: string | undefined,
): Promise<RaceResult | SkippedResult> {
  const own = 'ours' in peer;
  if (missing && !own) return { title, peer: peer.name, skipped: missing };
  const [seconds, peerSeconds] = await interleaved(rounds, [
    () => secondsOf(side),
    own ? () => secondsOf(peer.ours) : peer.seconds,
  ]);
  const ratio = speedup(seconds, peerSeconds);
  return {
    title,
    ours: median(seconds),
    peer: peer.name,
    peerSeconds: median(peerSeconds),
    ratio,
    bar,
    ...(bar !== undefined && { pass: ratio >= bar }),
  };
}

/** Whether two builds can be compared by the time that our side takes. */
export function isTimed(contest: Contest): boolean {
  return !('quantity' in contest && ['ratio', 'gigabytes'].includes(contest.quantity));
}

/** This build against an older one, in turns. */
export async function runAgainstPast({ ours: side }: Contest, rounds: number, past: string) {
  const [now, before] = await interleaved(rounds, [() => secondsOf(side), () => secondsOf(side, past)]);
  const ratios = now.map((seconds, round) => seconds / before[round]).sort((a, b) => a - b);
  const middle = median(ratios);
  // Slower in the median by 5 %, and slower in all rounds but one at most: chance rarely does that.
  const regressed = middle > 1.05 && ratios[1] > 1;
  return { line: `${middle.toFixed(3)} × the time (${ratios.map((r) => r.toFixed(2)).join(' ')})`, regressed };
}

async function secondsOf(side: Side, built?: string): Promise<number> {
  return (await ours(side, built)).seconds;
}
