import { reasons } from './reasons.ts';
import type { KernelResult, Unknown } from './state.ts';

/** What states of plain vectors have in common: they know no positions of an image. */
export abstract class VectorState<Self> {
  convolve(): Unknown {
    return reasons.needsPositions;
  }

  poolImage(): Unknown {
    return reasons.needsPositions;
  }

  poolGlobally(): KernelResult<Self> {
    return reasons.needsPositions;
  }
}
