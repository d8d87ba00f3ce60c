import type { Library } from '../library.ts';
import type { Outcome } from '../types.ts';

interface Options {
  readonly network: string;
  readonly data: string;
  /** Axes in the notation of `firstguess phase`. */
  readonly x: string;
  readonly y: string;
}

/** Seconds of a phase diagram, the better of two, as a warm process has it. */
export default async function phaseOf({ network, data, x, y }: Options, library: Library): Promise<Outcome> {
  const { phaseDiagram } = await library.load('studies/phase/run');
  const seconds = [1, 2].map(() => {
    const began = performance.now();
    phaseDiagram(network, data, { x, y });
    return (performance.now() - began) / 1000;
  });
  return { seconds: Math.min(...seconds) };
}
