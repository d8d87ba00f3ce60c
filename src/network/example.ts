/**
 * A network in which a layer is checked: its shape and its graph by the unit tests, and where theory follows it and a
 * seed is given, its kernel against simulations of its own graph by the suites in `checks/`.
 */
export interface Example {
  /** Hidden layers in the notation; φ stands for an activation, and the suites try several. */
  readonly network: string;
  /** What it is put on: generated vectors of 400, given vectors, rows of images as tokens, images, or token ids. */
  readonly on: 'law' | 'vectors' | 'tokens' | 'images' | 'ids';
  /** Of the first of the networks that the suites make of it, no other's; those after it take the seeds that follow. */
  readonly seed?: number;
}
