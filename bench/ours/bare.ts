import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { type Library, libraryIn } from '../library.ts';
import type { Outcome } from '../types.ts';

interface Options {
  readonly network: string;
  readonly points: number;
  readonly inits: number;
}

/**
 * Seconds an initialisation of nothing but weights and graph: two threads, each filling the weights and running the
 * network in a loop, without tasks, statistics or guesses. What `raw` needs beyond this is our overhead.
 */
export default async function bare(options: Options, { folder }: Library): Promise<Outcome> {
  const threads = 2;
  const each = await Promise.all(
    Array.from({ length: threads }, () => {
      const worker = new Worker(new URL(import.meta.url), { workerData: { options, folder } });
      return new Promise<number>((resolve, reject) => worker.once('message', resolve).once('error', reject));
    }),
  );
  return { seconds: each.reduce((sum, seconds) => sum + seconds, 0) / threads / threads };
}

if (!isMainThread) parentPort!.postMessage(await loop(workerData.options, libraryIn(workerData.folder)));

async function loop({ network, points, inits }: Options, library: Library): Promise<number> {
  const { parseNetwork } = await library.load('network/notation/parse');
  const { compile } = await library.load('program/compile');
  const { GraphRunner, WeightDrawer } = await library.load('program/sample');
  const { WeightGenerator } = await library.load('random/generator');
  const width = Number(/dense\((\d+)\)/.exec(network)![1]);
  const { hidden, features } = compile(parseNetwork(network).place([width]), { scheme: 'he', law: 'gaussian' }, points);
  const generator = new WeightGenerator(0);
  const data = generator.reserve(points * width);
  generator.normals(data, 1, { purpose: 2, tensor: 0, readout: 0, initialisation: 0 });
  const runner = await GraphRunner.open(hidden, new WeightDrawer(generator, points), { points });
  const out = generator.reserve(points * width);
  const draws = Math.ceil(inits / 2);
  let began = 0;
  for (let initialisation = 0; initialisation <= draws; initialisation++) {
    if (initialisation === 1) began = performance.now();
    runner.draw(initialisation);
    await runner.run({ [hidden.inputs[0].name]: data.values }, { [features.name]: out.values });
  }
  return (performance.now() - began) / 1000 / draws;
}
