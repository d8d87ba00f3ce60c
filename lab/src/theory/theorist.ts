import type { Experiment } from '../state/experiment.ts';
import type { Answer, Mistake, Theory } from './messages.ts';

/**
 * Asks theory on a thread of its own. Of questions that come while it computes only the last is answered: the others are of
 * experiments that nobody looks at any more.
 */
export class Theorist {
  private worker = startWorker();
  private busy = false;
  private waiting: Experiment | undefined;
  private id = 0;

  constructor(private readonly listener: (answer: { theory: Theory } | { mistake: Mistake }) => void) {
    this.worker.onmessage = ({ data }: MessageEvent<Answer>) => {
      this.busy = false;
      const next = this.waiting;
      this.waiting = undefined;
      if (next) this.ask(next);
      else this.listener(data);
    };
  }

  ask(experiment: Experiment): void {
    if (this.busy) {
      this.waiting = experiment;
      return;
    }
    this.busy = true;
    this.worker.postMessage({ id: ++this.id, experiment });
  }
}

function startWorker(): Worker {
  return new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
}
