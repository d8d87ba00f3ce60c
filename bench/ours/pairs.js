/** Seconds of the exact kernel and agreement over all pairs of smooth images, without the law of the largest fraction. */
export default async function pairs({ network, points }, library) {
  const { prepare } = await library('setup/setup');
  const { agreementOn } = await library('theory/answers');
  const setup = prepare(network, `fields(shape=1x28x28, points=${points})`, {});
  const began = performance.now();
  const { value } = agreementOn(setup, null);
  return { seconds: (performance.now() - began) / 1000, agreement: value };
}
