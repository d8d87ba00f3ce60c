import { Drawer } from '../../measure/draw/draw.ts';
import { runTask } from '../../measure/draw/executor.ts';
import { packed } from '../node/packedError.ts';
import type { Reply, Request } from './messages.ts';

/** Entry of a Web Worker: its drawer is opened with the first task and kept. */
let open: (() => Promise<Drawer>) | undefined;
let drawer: Promise<Drawer> | undefined;

addEventListener('message', async ({ data }: MessageEvent<Request>) => {
  if (data.kind === 'assignment') {
    open = () => Drawer.open(data.assignment);
    return;
  }
  try {
    drawer ??= open!();
    reply({ kind: 'result', result: await runTask(await drawer, data.task) });
  } catch (error) {
    reply({ kind: 'error', error: packed(error) });
  }
});
reply({ kind: 'started' });

function reply(message: Reply): void {
  postMessage(message);
}
