/** The shape of a point where the channels of an image come last. */
export function channelsLast(shape: readonly number[]): readonly number[] {
  return shape.length === 3 ? [shape[1]!, shape[2]!, shape[0]!] : shape;
}

/** Said in the head of sources in frameworks that the checks do not run. */
export function notRun(framework: string): string {
  return `This source follows the documentation of ${framework}; firstguess has not run it.`;
}
