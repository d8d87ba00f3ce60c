/** Networks whose statistics are looked at together, at least, before an error bar is believed. */
const FEWEST = 16;

/**
 * Seconds of a whole measurement, start of the threads included, until the standard errors are small enough: of the
 * agreement, and of P(G₀ < 0.1), both clustered by initialisation.
 */
export default async function precision({ network, data, points, until, seed = 0, tail = true }, library) {
  const [{ runMeasurement, ...before }, { nodeHost }, { Running }] = await Promise.all(
    ['measure/measure', 'hosts/node/host', 'measure/tally/estimate'].map(library),
  );
  const { planMeasurement } = await library('measure/plan/plan').catch(() => before); // in builds of the past
  const host = typeof nodeHost === 'function' ? await nodeHost() : nodeHost; // likewise an object
  const began = performance.now();
  const stop = new AbortController();
  const options = { points, seed, inits: 100_000, dataDraw: 'once', signal: stop.signal };
  const below = new Running();
  const blocks = new Map();
  // Blocks arrive out of order; the tail is summed over all of them, as its draws are independent.
  const store = {
    has: () => false,
    begin: async () => {},
    read: (block) => blocks.get(block),
    write: async (_, { draws }) => {
      for (const { counts } of draws) below.add(shareBelow(counts, 0.1 * points));
    },
  };
  const plan = planMeasurement(network, data, {
    ...options,
    onProgress: undefined,
  });
  const measured = await runMeasurement(
    plan,
    { ...host, store },
    {
      ...options,
      onProgress: ({ stage, agreement, done }) => {
        if (stage !== 'draws' || done < FEWEST) return;
        if (agreement.standardError < until && (!tail || below.standardError < until)) stop.abort();
      },
    },
  );
  return {
    seconds: (performance.now() - began) / 1000,
    agreement: measured.agreement.mean,
    standardError: measured.agreement.standardError,
    below: below.mean,
    belowError: below.standardError,
    draws: measured.initialisations,
    readouts: measured.readouts,
  };
}

/** Share of two-class networks that guess class 0 for fewer points than this. */
function shareBelow(counts, limit) {
  let few = 0;
  for (let network = 0; network < counts.length / 2; network++) if (counts[2 * network] < limit) few++;
  return few / (counts.length / 2);
}
