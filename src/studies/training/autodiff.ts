import { UserError } from '../../errors.ts';

/** The library that differentiates: operators, gradients, and `jit`, which compiles them to WebAssembly. */
export type Autodiff = typeof import('@jax-js/jax');
/** A tensor of that library. Operators consume what they are given, as Rust moves values; `ref` keeps it for another use. */
export type Value = import('@jax-js/jax').numpy.Array;
/** A function compiled by `jit`, until `dispose` is called. */
export type Compiled<Call extends (...values: never[]) => unknown> = import('@jax-js/jax').OwnedFunction<Call>;

/**
 * Loads jax-js, which runs the same in Node and browsers and computes on the CPU here, by WebAssembly. Nothing is loaded
 * before the first call, so that all that does not train does without it.
 *
 * @throws UserError `engine` when it is not installed
 */
export async function loadAutodiff(): Promise<Autodiff> {
  let library: Autodiff;
  try {
    library = await import('@jax-js/jax');
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
    const remedy = 'run `npm install @jax-js/jax`; theory and measurements need none.';
    throw new UserError('engine', 'training needs jax-js, which does not load', [reason], remedy);
  }
  await library.init('wasm');
  library.defaultDevice('wasm');
  return library;
}
