import type { Experiment } from '../state/experiment.ts';
import type { Answer, Mistake, Theory } from './messages.ts';

/** Milliseconds after which a thread that still computes is ended: starting another takes about as long. */
const PATIENCE = 150;

/**
 * Asks theory on a thread of its own. Only the last question counts: the others are of experiments that nobody looks at any more.
 */
export class Theorist {
  private worker: Worker | undefined;
  private asked: { readonly id: number; readonly at: number } | undefined;
  private last = 0;

  constructor(private readonly listener: (answer: { theory: Theory } | { mistake: Mistake }) => void) {}

  ask(experiment: Experiment): void {
    if (this.asked && performance.now() - this.asked.at > PATIENCE) {
      this.worker?.terminate();
      this.worker = undefined;
    }
    this.worker ??= this.started();
    this.asked = { id: ++this.last, at: performance.now() };
    this.worker.postMessage({ id: this.last, experiment });
  }

  private started(): Worker {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
    worker.onmessage = ({ data }: MessageEvent<Answer>) => {
      if (data.id !== this.last) return;
      if ('mistake' in data || data.theory.firstLook === undefined) this.asked = undefined;
      this.listener(data);
    };
    return worker;
  }
}
