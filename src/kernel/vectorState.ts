import { reasons } from './reasons.ts';
import type { KernelResult } from './state.ts';

/** What states of plain vectors have in common: they know no positions of an image. */
export abstract class VectorState {
  convolve(): KernelResult {
    return reasons.needsPositions;
  }

  poolImage(): KernelResult {
    return reasons.needsPositions;
  }

  poolGlobally(): KernelResult {
    return reasons.needsPositions;
  }
}
