import { NodeRunner } from '../../../src/studies/nodes/nodeRunner.ts';
import type { Drawn, Wanted } from './messages.ts';

/** The thread that draws single networks: what is wanted in, the outputs at all points out. */
self.onmessage = async ({ data: { assignment, outputs, initialisation } }: MessageEvent<Wanted>) => {
  try {
    const runner = await NodeRunner.open(assignment, [outputs], 1);
    const values = (await runner.draw(initialisation))(outputs);
    await runner.close();
    answer({ initialisation, outputs: values.slice() });
  } catch (error) {
    answer({ failure: error instanceof Error ? error.message : String(error) });
  }
};

function answer(drawn: Drawn): void {
  self.postMessage(drawn);
}
