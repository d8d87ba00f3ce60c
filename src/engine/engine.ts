import type { Env, InferenceSessionFactory, TensorConstructor } from 'onnxruntime-web';
import { UserError } from '../errors.ts';

export type EngineName = 'onnxruntime-node' | 'onnxruntime-web';
export type EngineChoice = 'node' | 'web';
/** What an engine computes on. In a browser the CPU works by WebAssembly. */
export type Device = 'cpu' | 'webgpu' | 'cuda';

/** What both packages export. */
interface Library {
  readonly InferenceSession: InferenceSessionFactory;
  readonly Tensor: TensorConstructor;
  readonly env: Env;
  /** Devices that the native package supports; the machine need not have them. */
  listSupportedBackends?(): readonly { readonly name: string }[];
}

export interface Engine {
  readonly name: EngineName;
  readonly version: string;
  readonly library: Library;
}

/**
 * Loads ONNX Runtime: the native build if it is installed, else the WebAssembly build, which runs anywhere.
 * Nothing is loaded before the first call, so that theory starts fast.
 *
 * @param choice requires this engine; default: the environment variable FIRSTGUESS_ENGINE, if set
 * @param device a GPU needs another WebAssembly build
 * @throws UserError `engine` when none loads
 */
export async function loadEngine(choice = choiceOfEnvironment(), device: Device = 'cpu'): Promise<Engine> {
  const failures: string[] = [];
  for (const candidate of choice ? [choice] : (['node', 'web'] as const)) {
    const name = `onnxruntime-${candidate}` as const;
    try {
      const library = candidate === 'node' ? await importNative() : await importWeb(device);
      return { name, version: library.env.versions.common, library };
    } catch (error) {
      failures.push(`${name}: ${error instanceof Error ? error.message.split('\n')[0] : error}`);
    }
  }
  throw new UserError(
    'engine',
    'measuring needs ONNX Runtime, which does not load',
    failures,
    'run `npm install onnxruntime-node` (fast) or `npm install onnxruntime-web` (runs anywhere); theory needs neither.',
  );
}

async function importNative(): Promise<Library> {
  const name = 'onnxruntime-node'; // a variable, so that bundlers for browsers do not follow the import
  return import(/* @vite-ignore */ name);
}

async function importWeb(device: Device): Promise<Library> {
  return device === 'webgpu' ? import('onnxruntime-web/webgpu') : import('onnxruntime-web/wasm');
}

export function choiceOfEnvironment(): EngineChoice | undefined {
  const choice = typeof process === 'undefined' ? undefined : process.env?.FIRSTGUESS_ENGINE;
  if (!choice) return undefined;
  if (choice === 'node' || choice === 'web') return choice;
  throw new UserError('engine', `FIRSTGUESS_ENGINE is "${choice}", but only node and web exist`, [], 'unset it.');
}
