import type { Experiment } from '../state/experiment.ts';
import type { LiveDraws } from './live.ts';

/** What was drawn so far, as the page shows it. */
export interface Seen {
  readonly draws: number;
  readonly networks: number;
  readonly agreement: { readonly mean: number; readonly standardError: number };
  readonly maxFraction: { readonly mean: number; readonly standardError: number };
  readonly histograms: { readonly fractions: number[]; readonly maxFraction: number[] };
  readonly rate: number;
}

/** The measurement under way. The code that draws is loaded when it is first wanted. */
export class Measured {
  seen: Seen | undefined = $state.raw();
  running = $state(false);
  problem = $state('');
  private live: LiveDraws | undefined;
  private opening: Promise<LiveDraws | undefined> | undefined;
  private started = 0;
  private before = 0;
  private generation = 0;

  async start(experiment: Experiment): Promise<void> {
    this.running = true;
    const draws = await this.opened(experiment);
    if (!draws || !this.running) return;
    this.started = performance.now();
    this.before = draws.tally.draws;
    draws.start();
  }

  pause(): void {
    this.running = false;
    this.live?.pause();
  }

  async step(experiment: Experiment): Promise<void> {
    this.pause();
    await (await this.opened(experiment))?.step();
  }

  /** Forgets all that was drawn: the experiment is another. */
  reset(): void {
    this.generation++;
    void this.live?.close();
    this.live = undefined;
    this.opening = undefined;
    this.running = false;
    this.seen = undefined;
    this.problem = '';
  }

  /** One click on another does not open the threads twice. */
  private opened(experiment: Experiment): Promise<LiveDraws | undefined> {
    if (this.live) return Promise.resolve(this.live);
    if (this.opening) return this.opening;
    const opening = this.open(experiment).finally(() => {
      if (this.opening === opening) this.opening = undefined;
    });
    this.opening = opening;
    return opening;
  }

  private async open(experiment: Experiment): Promise<LiveDraws | undefined> {
    const { generation } = this;
    try {
      const { openDraws } = await import('./open.ts');
      const draws = await openDraws(
        experiment,
        (live) => this.show(live, generation),
        (error) => this.fail(error),
      );
      if (generation !== this.generation) void draws.close();
      else this.live = draws;
    } catch (error) {
      this.fail(error);
    }
    return this.live;
  }

  private show({ tally }: LiveDraws, generation: number): void {
    if (generation !== this.generation || tally.draws === 0) return;
    const seconds = (performance.now() - this.started) / 1000;
    this.seen = {
      draws: tally.draws,
      networks: tally.draws * tally.readouts,
      agreement: tally.agreement.value(),
      maxFraction: tally.maxFraction.value(),
      histograms: { fractions: tally.fractions.shares(), maxFraction: tally.favourites.shares() },
      rate: ((tally.draws - this.before) * tally.readouts) / seconds,
    };
  }

  private fail(error: unknown): void {
    this.running = false;
    this.problem = error instanceof Error ? error.message : String(error);
  }
}
