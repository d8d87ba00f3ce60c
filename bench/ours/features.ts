import type { Library } from '../library.ts';
import type { Outcome } from '../types.ts';

interface Options {
  readonly network: string;
  readonly data: string;
  readonly points: number;
}

/** How much less agreement varies over draws when it is read off the hidden features than when guesses are counted. */
export default async function features({ network, data, points }: Options, library: Library): Promise<Outcome> {
  const { measure } = await library.load('index');
  const { agreement, agreementCounted } = await measure(network, data, { points, inits: 100 });
  return { ratio: (agreementCounted!.standardError / agreement.standardError) ** 2 };
}
