/** Seconds of a prediction in a process that has made some already: the median of the later half. */
export default async function prediction({ network, data, repetitions, options = {} }, library) {
  const { predict } = await library('index');
  const seconds = [];
  for (let k = 0; k < repetitions; k++) {
    const began = performance.now();
    predict(network, data, options);
    seconds.push((performance.now() - began) / 1000);
  }
  const later = seconds.slice(repetitions >> 1).sort((a, b) => a - b);
  return { seconds: later[later.length >> 1] };
}
