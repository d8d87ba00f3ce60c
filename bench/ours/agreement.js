/** Seconds of one A_K(c), the median over correlations. */
export default async function agreementOf({ classes }, library) {
  const { agreement } = await library('laws/agreement');
  const seconds = [];
  for (let k = 1; k < 60; k++) {
    const began = performance.now();
    agreement(classes, k / 60);
    seconds.push((performance.now() - began) / 1000);
  }
  return { seconds: seconds.sort((a, b) => a - b)[30] };
}
