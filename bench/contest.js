import { interleaved, median, speedup } from './interleave.js';
import { ours } from './ours.js';

/**
 * One contest: how long ours takes, against a peer (`bar`: at least so many times sooner) or a number of seconds
 * (`most`), or some other quantity that our side returns (`quantity`, within `most` and `least`).
 */
export async function runContest(contest, rounds, missing) {
  const { title, peer } = contest;
  if (contest.quantity) return runQuantity(contest);
  if (!peer) {
    const seconds = await interleaved(rounds, { ours: () => secondsOf(contest.ours) });
    const value = median(seconds.ours);
    return { title, ours: value, most: contest.most, pass: value <= contest.most };
  }
  if (missing && !peer.ours) return { title, peer: peer.name, skipped: missing };
  const other = peer.ours ? () => secondsOf(peer.ours) : peer.seconds;
  const seconds = await interleaved(rounds, { ours: () => secondsOf(contest.ours), peer: other });
  const ratio = speedup(seconds.ours, seconds.peer);
  return {
    title,
    ours: median(seconds.ours),
    peer: peer.name,
    peerSeconds: median(seconds.peer),
    ratio,
    bar: contest.bar,
    ...(contest.bar !== undefined && { pass: ratio >= contest.bar }),
  };
}

async function runQuantity({ title, ours: side, quantity, least = -Infinity, most = Infinity }) {
  const value = (await ours(...side))[quantity];
  return { title, quantity, value, least, most, pass: value >= least && value <= most };
}

/** Ours now against ours then, in turns. */
export async function runAgainstPast({ ours: side }, rounds, past) {
  const seconds = await interleaved(rounds, {
    now: () => secondsOf(side),
    before: () => secondsOf(side, past),
  });
  const ratios = seconds.now.map((now, round) => now / seconds.before[round]).sort((a, b) => a - b);
  const middle = median(ratios);
  // Slower in the median by 5 %, and slower in all rounds but one at most: chance rarely does that.
  const regressed = middle > 1.05 && ratios[1] > 1;
  return { line: `${middle.toFixed(3)} × the time (${ratios.map((r) => r.toFixed(2)).join(' ')})`, regressed };
}

async function secondsOf([name, options], built) {
  return (await ours(name, options, built)).seconds;
}
