import type { Executor, TaskResult } from '../../../src/measure/draw/executor.ts';
import type { Plan } from '../../../src/measure/plan/measurementPlan.ts';
import { Tally } from '../../../src/measure/tally/tally.ts';

/** Milliseconds of work in a task: pictures follow that often. */
const TASK = 60;
/** Output layers on a draw of the hidden layers. */
const READOUTS = 4;
/** Layers are traced on this many initialisations. */
const TRACED = 32;

/**
 * Draws initialisation after initialisation until it is told to stop: those of `firstguess measure` with the same seed, counted in
 * the order of their numbers, however many threads draw them.
 */
export class LiveDraws {
  readonly tally: Tally;
  private running = false;
  private next = 0;
  private counted = 0;
  private readonly waiting = new Map<number, TaskResult>();
  private size = 1;
  private lanes = 0;
  private closed = false;

  constructor(
    plan: Plan,
    private readonly executor: Executor,
    private readonly listener: (draws: LiveDraws) => void,
    private readonly failed: (error: unknown) => void,
  ) {
    const { program, points, truth } = plan.assignment;
    this.tally = new Tally(program.output.classes, points, READOUTS, truth);
  }

  get isRunning(): boolean {
    return this.running;
  }

  start(): void {
    this.running = true;
    while (this.lanes < this.executor.workers) void this.lane();
  }

  /** Tasks under way are finished and counted. */
  pause(): void {
    this.running = false;
  }

  /** One initialisation more. */
  async step(): Promise<void> {
    await this.task(1);
  }

  async close(): Promise<void> {
    this.running = false;
    this.closed = true;
    await this.executor.close();
  }

  private async lane(): Promise<void> {
    this.lanes++;
    while (this.running && !this.closed) await this.task(this.size);
    this.lanes--;
  }

  private async task(size: number): Promise<void> {
    const from = this.next;
    this.next += size;
    try {
      const started = performance.now();
      const result = await this.executor.run({ from, to: from + size, readouts: READOUTS, tracedBelow: TRACED });
      if (this.closed) return;
      const each = (performance.now() - started) / size;
      this.size = Math.max(1, Math.min(512, Math.round(TASK / each)));
      this.waiting.set(from, result);
      this.deliver();
    } catch (error) {
      this.running = false;
      if (!this.closed) this.failed(error);
    }
  }

  private deliver(): void {
    for (let result = this.waiting.get(this.counted); result; result = this.waiting.get(this.counted)) {
      this.waiting.delete(this.counted);
      this.counted += result.draws.length;
      for (const draw of result.draws) this.tally.add(draw);
    }
    this.listener(this);
  }
}
