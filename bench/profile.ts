import type { Runtime } from 'node:inspector';
import { Session } from 'node:inspector/promises';
import type { HotFunction } from './types.ts';

const SHOWN = 10;

/** Where a function spends its time: self time by function, largest first, as shares of the time not idle. */
export async function profile(run: () => unknown): Promise<HotFunction[]> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.start');
  await run();
  const { nodes, samples = [], timeDeltas = [] } = (await session.post('Profiler.stop')).profile;
  session.disconnect();

  const names = new Map(nodes.map(({ id, callFrame }) => [id, nameOf(callFrame)]));
  const times = new Map<string, number>();
  samples.forEach((id, i) => {
    const name = names.get(id)!;
    if (name !== '(idle)') times.set(name, (times.get(name) ?? 0) + timeDeltas[i]);
  });
  const total = [...times.values()].reduce((sum, time) => sum + time, 0);
  return [...times]
    .sort(([, a], [, b]) => b - a)
    .slice(0, SHOWN)
    .map(([name, time]) => ({ name, share: time / total }));
}

function nameOf({ functionName, url }: Runtime.CallFrame): string {
  if (functionName === '(garbage collector)' || functionName === '(program)') return functionName.slice(1, -1);
  // Native functions have neither name nor place; the only one that takes much time is the session of ONNX Runtime.
  if (url === '') return functionName === '' ? 'native code (ONNX Runtime)' : `${functionName} (native code)`;
  if (url.startsWith('wasm:')) return `${functionName} (our WebAssembly: random numbers and counts)`;
  const file = url.replace(/.*\/(dist|node_modules)\//, '').replace(/\?.*/, '');
  return `\`${functionName || '(anonymous)'}\` in ${file}`;
}
