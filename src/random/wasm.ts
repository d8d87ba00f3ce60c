import { wasmBase64 } from './philox.generated.ts';

/** Writes `count` (a multiple of 32) float32 numbers of standard deviation `scale` at a byte address. */
export type Filler = (
  address: number,
  count: number,
  scale: number,
  key0: number,
  key1: number,
  tensor: number,
  readout: number,
  initialisation: number,
) => void;

/** The exports of `assembly/index.ts`, where they are documented. */
export interface RandomModule {
  readonly memory: WebAssembly.Memory;
  readonly heapBase: WebAssembly.Global<'i32'>;
  readonly words: Filler;
  readonly normals: Filler;
  readonly uniforms: Filler;
  readonly truncatedNormals: Filler;
  findGuesses(outputs: number, points: number, readouts: number, classes: number, guesses: number): number;
  findSigns(outputs: number, points: number, readouts: number, guesses: number): number;
  centreRows(rows: number, points: number, width: number, direction: number, along: number, scale: number): void;
  overlapSums(features: number, points: number, width: number, bias: number, to: number): number;
  addLogits(
    outputs: number,
    points: number,
    readouts: number,
    wanted: number,
    units: number,
    labels: number,
    first: boolean,
    sums: number,
  ): void;
  sortGuesses(
    guesses: number,
    points: number,
    readouts: number,
    wanted: number,
    classes: number,
    labels: number,
    kinds: number,
    tables: number,
  ): void;
}

let compiled: WebAssembly.Module | undefined;

/** A fresh instance with a memory of its own; compiling happens once. Needs WebAssembly SIMD (browsers of 2023 on). */
export function openRandomModule(): RandomModule {
  compiled ??= new WebAssembly.Module(Uint8Array.from(atob(wasmBase64), (character) => character.charCodeAt(0)));
  return new WebAssembly.Instance(compiled).exports as unknown as RandomModule;
}
