import { type ChildProcess, fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { RunLimits } from '../../../audit/runtime.ts';
import { UserError } from '../../../errors.ts';
import { unpacked } from '../packedError.ts';
import type { ModelReply, ModelWork } from './messages.ts';

const ENTRY = new URL('./modelChild.js', import.meta.url);

/** Tests run from the sources, where there is no entry of a process. */
export const hasModelProcess = existsSync(ENTRY);

interface Waiting {
  readonly limits: RunLimits;
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: unknown) => void;
  readonly clock?: NodeJS.Timeout;
}

/**
 * A process that runs foreign models, one piece of work after the other. Whatever a model does to it, a limit or a crash ends
 * this process alone: the work fails with a `UserError`, and the next piece starts another process.
 */
export class ModelProcess {
  private child?: Promise<ChildProcess>;
  private readonly waiting = new Map<number, Waiting>();
  private asked = 0;
  private ended?: 'time' | 'closed';

  /** @throws UserError of the work itself, and `bad-model` at a limit or a crash */
  async ask(work: ModelWork, limits: RunLimits): Promise<unknown> {
    this.child ??= this.start();
    const child = await this.child;
    const number = this.asked++;
    return new Promise((resolve, reject) => {
      const clock =
        limits.seconds === undefined
          ? undefined
          : setTimeout(() => {
              this.ended = 'time';
              child.kill('SIGKILL');
            }, 1000 * limits.seconds);
      this.waiting.set(number, { limits, resolve, reject, clock });
      child.send({ number, work, megabytes: Math.ceil(limits.megabytes) });
    });
  }

  async close(): Promise<void> {
    this.ended = 'closed';
    (await this.child)?.kill('SIGKILL');
  }

  private start(): Promise<ChildProcess> {
    const child = fork(ENTRY, {
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      execArgv: [],
    });
    return new Promise((resolve, reject) => {
      child.on('message', (reply: ModelReply) => {
        if ('ready' in reply) resolve(child);
        else this.settle(reply);
      });
      child.on('error', reject);
      child.on('exit', (code, signal) => {
        reject(new Error(`the process for models did not start (${signal ?? code})`));
        this.fail(signal);
      });
    });
  }

  private settle(reply: Exclude<ModelReply, { ready: true }>): void {
    const waiting = this.waiting.get(reply.number);
    this.waiting.delete(reply.number);
    clearTimeout(waiting?.clock);
    if ('error' in reply) waiting?.reject(unpacked(reply.error));
    else waiting?.resolve(reply.answer);
  }

  /** The process is gone. */
  private fail(signal: NodeJS.Signals | null): void {
    const ended = this.ended;
    this.child = undefined;
    this.ended = undefined;
    for (const { limits, reject, clock } of this.waiting.values()) {
      clearTimeout(clock);
      reject(deathOf(ended, signal, limits));
    }
    this.waiting.clear();
  }
}

function deathOf(ended: 'time' | 'closed' | undefined, signal: NodeJS.Signals | null, limits: RunLimits): UserError {
  if (ended === 'closed') return new UserError('bad-model', 'the model was stopped');
  if (ended === 'time') {
    const message = `the model did not answer within ${limits.seconds} s`;
    return new UserError('limit', message, [], 'it may loop for ever: run it by itself to see');
  }
  if (signal === 'SIGKILL') {
    const message = `the model needs more memory than the ${(limits.megabytes / 1024).toPrecision(2)} GB it may take`;
    return new UserError(
      'bad-model',
      message,
      [],
      'take fewer points (--points), or allow more, if you trust the file: --memory 8',
    );
  }
  const message = `ONNX Runtime crashed on this model${signal ? ` (${signal})` : ''}`;
  return new UserError('bad-model', message, [], 'check the model with onnx.checker, or export it again with opset 17');
}
