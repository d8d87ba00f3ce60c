/** Seconds of a prediction at the actual widths, in a process that has made some already: the median. */
export default async function finite({ network, data, until, repetitions }, library) {
  const { predict } = await library('index');
  const seconds = [];
  let error = 0;
  for (let seed = 0; seed < repetitions; seed++) {
    const began = performance.now();
    const { agreement } = predict(network, data, { seed, finite: { untilSe: until } });
    seconds.push((performance.now() - began) / 1000);
    error = Math.max(error, agreement.standardError);
  }
  const later = seconds.slice(repetitions >> 1).sort((a, b) => a - b);
  return { seconds: later[later.length >> 1], error };
}
