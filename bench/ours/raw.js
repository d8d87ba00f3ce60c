/** Seconds an initialisation of a whole measurement, once the workers run: one readout each, data drawn once. */
export default async function raw({ network, data, points, inits, workers, sampler }, library) {
  const { measure } = await library('index');
  const marks = [];
  await measure(network, data, {
    points,
    inits,
    workers,
    sampler,
    readouts: 1,
    dataDraw: 'once',
    onProgress: ({ stage, done }) => stage === 'draws' && marks.push([done, performance.now()]),
  });
  const [[first, began], [last, ended]] = [marks[0], marks.at(-1)];
  return { seconds: (ended - began) / 1000 / (last - first) };
}
