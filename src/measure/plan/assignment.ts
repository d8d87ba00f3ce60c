import type { Generator } from '../../data/dataset.ts';
import type { Device } from '../../engine/engine.ts';
import type { TrueClasses } from '../../laws/trueClasses.ts';
import type { GuessNumbers } from '../../neutralise/guessNumbers.ts';
import type { Program } from '../../program/program.ts';
import type { Experiment } from '../../results/schema.ts';
import type { OutputHead } from '../../setup/outputHead.ts';
import type { ClassDraw } from '../draw/classView.ts';
import type { LogitDraw } from '../draw/logits.ts';

/**
 * All that a worker needs to draw initialisations. Plain data, so that it travels between threads: programs ready to run,
 * and no notation of a network to read again.
 */
export interface Assignment {
  /** Compiled for the number of points. */
  readonly program: Program;
  /** Programs of fewer layers whose hidden layers are the first of the program's own, and are drawn with them. */
  readonly shorter?: readonly Program[];
  readonly points: number;
  readonly data: GivenPoints | DrawnPoints;
  /** The true classes of a fixed dataset; undefined where there are none to tell apart. */
  readonly truth?: TrueClasses;
  readonly seed: number;
  readonly sampler: Experiment['sampler'];
  /** What the outputs are read as, and whether fixed biases tell them apart. */
  readonly head?: { readonly of: OutputHead; readonly isShifted: boolean };
  /** Default random. */
  readonly ties?: Experiment['ties'];
  /** What the networks run on; default the CPU. Weights and guesses are of the CPU in any case. */
  readonly device?: Device;
}

/** A fixed dataset. */
interface GivenPoints {
  /** points × features, preprocessed. */
  readonly values: Float32Array;
}

/** Points that are drawn from a law, anew for every initialisation or once and for all. */
interface DrawnPoints {
  readonly law: Generator;
  /** In the notation: what is done to the points drawn. */
  readonly preprocess: string;
  readonly draw: Experiment['dataDraw'];
}

/** What one initialisation of the hidden layers gave. */
export interface Draw {
  readonly initialisation: number;
  /** readouts × classes. */
  readonly counts: Uint32Array;
  readonly tied: number;
  /** Pairs of point and network whose output was not a number (overflow). */
  readonly notNumbers: number;
  /** Pairs of point and network whose outputs were all equal, and networks of which all points were: absent without any. */
  readonly equal?: { readonly points: number; readonly networks: number };
  /** How many values were meant to be seen through a factor of their Gram matrix that did not keep their overlaps. */
  readonly unfactored?: number;
  /** Of the kernel that the readout sees. */
  readonly correlation: number;
  readonly complement: number;
  /** From the features themselves, over all output layers that could follow; absent where the counts are all there is. */
  readonly agreement?: number;
  /** After every layer before the readout, if traced: correlation, complement, and the share of constant units above 0. */
  readonly trace?: readonly (readonly [number, number] | readonly [number, number, number])[];
  /** Losses and the scale of the outputs; absent where these are no logits, or overflowed. */
  readonly logits?: LogitDraw;
  /** Numbers of the head, as `headCounter` orders them: means over the first networks. Absent where none are needed. */
  readonly head?: readonly number[];
  /** What the guesses say of the true classes; absent without these. */
  readonly byClass?: ClassDraw;
  /** What biases of the outputs, fitted on some of the points, do on the others; absent where none are asked for. */
  readonly refit?: { readonly before: GuessNumbers; readonly after: GuessNumbers };
  /** Of the assignment's shorter programs, in their order. */
  readonly shorter?: readonly Draw[];
}
