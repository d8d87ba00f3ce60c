import type { Library } from '../library.ts';
import type { Outcome } from '../types.ts';

interface Options {
  readonly network: string;
  readonly points: number;
}

/** Seconds of the exact kernel and agreement over all pairs of smooth images, without the law of the largest fraction. */
export default async function pairs({ network, points }: Options, library: Library): Promise<Outcome> {
  const { prepare } = await library.load('setup/setup');
  const { biasOn } = await library.load('theory/guessTheory');
  const setup = prepare(network, `fields(shape=1x28x28, points=${points})`);
  const began = performance.now();
  const { agreement } = biasOn(setup, null)!;
  return { seconds: (performance.now() - began) / 1000, agreement: agreement.value };
}
