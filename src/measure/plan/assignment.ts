import type { Device } from '../../engine/engine.ts';
import type { Shape } from '../../graph/graph.ts';
import type { TrueClasses } from '../../laws/trueClasses.ts';
import type { Experiment } from '../../results/schema.ts';
import type { ClassDraw } from '../draw/classView.ts';

/** All that a worker needs to draw initialisations; plain data, so that it travels between threads. */
export interface Assignment {
  readonly experiment: Experiment;
  /** Shape of a point as the network sees it. */
  readonly shape: Shape;
  readonly points: number;
  /** points × features of a fixed dataset, preprocessed; undefined when every initialisation draws its own. */
  readonly values?: Float32Array;
  /** The true classes of a fixed dataset; undefined where there are none to tell apart. */
  readonly truth?: TrueClasses;
  /** What the networks run on; default the CPU. Weights and guesses are of the CPU in any case. */
  readonly device?: Device;
  /** Networks of fewer layers whose hidden layers are the first of the experiment's own, and are drawn with them. */
  readonly shorter?: readonly string[];
}

/** What one initialisation of the hidden layers gave. */
export interface Draw {
  readonly initialisation: number;
  /** readouts × classes. */
  readonly counts: Uint32Array;
  readonly tied: number;
  /** Pairs of point and network whose output was not a number (overflow). */
  readonly notNumbers: number;
  /** How many values were meant to be seen through a factor of their Gram matrix that did not keep their overlaps. */
  readonly unfactored?: number;
  /** Of the kernel that the readout sees. */
  readonly correlation: number;
  readonly complement: number;
  /** From the features themselves, over all output layers that could follow; absent where the counts are all there is. */
  readonly agreement?: number;
  /** (correlation, complement) after every layer before the readout, if traced. */
  readonly trace?: readonly (readonly [number, number])[];
  /** What the guesses say of the true classes; absent without these. */
  readonly byClass?: ClassDraw;
  /** Of the assignment's shorter networks, in their order. */
  readonly shorter?: readonly Draw[];
}
