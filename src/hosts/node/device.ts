import { choiceOfEnvironment, type Device, loadEngine } from '../../engine/engine.ts';
import { toOnnx } from '../../engine/onnx/build.ts';
import { openSession } from '../../engine/session.ts';
import { UserError } from '../../errors.ts';
import { GraphBuilder } from '../../graph/graph.ts';
import type { MeasureOptions } from '../../measure/plan/plan.ts';
import { oneOf } from '../../setup/setup.ts';

/** What Node's engine can compute on; tests put others in its place. */
export interface Backends {
  /** Names of the devices that the engine was built for, which need not be there. */
  list(): Promise<readonly string[]>;
  /** Runs something small. Throws when the device is not there. */
  attempt(device: Device): Promise<void>;
}

/** A device, and a note if it is not the one asked for. */
export interface FoundDevice {
  readonly device: Device;
  readonly note?: string;
}

/**
 * The device asked for if this machine has it, else the CPU and the reason.
 *
 * "auto" is the CPU: weights are drawn there in any case, which at width 1000 takes a core about a seventh of its time, so
 * that a GPU waiting for one core's weights cannot beat seven cores.
 *
 * @throws UserError `unknown-name` for an unknown device
 */
export async function nodeDevice(choice: MeasureOptions['device'], backends = native): Promise<FoundDevice> {
  const asked = oneOf('device', choice ?? 'auto', ['auto', 'cpu', 'webgpu', 'cuda']);
  if (asked === 'auto' || asked === 'cpu') return { device: 'cpu' };
  const reason = await reasonAgainst(asked, backends);
  if (reason === undefined) return { device: asked };
  return { device: 'cpu', note: `the device ${asked} is not available here (${reason}): measured on the CPU` };
}

async function reasonAgainst(device: Device, backends: Backends): Promise<string | undefined> {
  try {
    const names = await backends.list();
    if (!names.includes(device)) return `onnxruntime-node is built for ${names.join(', ')} on this platform`;
    await backends.attempt(device);
    return undefined;
  } catch (error) {
    if (error instanceof UserError && error.code === 'engine') return 'onnxruntime-node does not load';
    return firstSentence(error);
  }
}

/** ONNX Runtime puts the place in its source and the failed condition before its message. */
function firstSentence(error: unknown): string {
  const [line] = (error instanceof Error ? error.message : String(error)).trim().split('\n');
  return line.replace(/^.* was (?:false|true)\. /, '').replace(/[.:\s]+$/, '');
}

const native: Backends = {
  async list() {
    if (choiceOfEnvironment() === 'web') throw new Error('FIRSTGUESS_ENGINE is web, which has no GPU in Node');
    const { library } = await loadEngine('node');
    return library.listSupportedBackends?.().map(({ name }) => name) ?? [];
  },
  async attempt(device) {
    const g = new GraphBuilder([1]);
    const graph = g.build([g.node('Relu', [g.input])]);
    const session = await openSession(toOnnx(graph, { points: 1 }), { threads: 1, engine: 'node', device });
    await session.run({ [g.input.name]: { data: Float32Array.of(1), dims: [1, 1] } });
    await session.release();
  },
};
