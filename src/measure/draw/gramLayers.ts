import type { Session, TensorData } from '../../engine/session.ts';
import { type Graph, sizeOf } from '../../graph/graph.ts';
import { GraphRunner, WeightDrawer } from '../../program/sample.ts';
import type { FloatBuffer, WeightGenerator } from '../../random/generator.ts';
import type { Assignment } from '../plan/assignment.ts';
import { fitsTrace, type HiddenLayers, type Trace, traceOf } from './hiddenLayers.ts';
import { type Overlap, overlapOf } from './overlap.ts';
import type { Reducer } from './reducer.ts';
import { factorOf, readBy, readsFactorOf, type Stage, stagesOf, withoutFactors } from './stages.ts';

/** A value that lies in the generator's memory: a live view of it, whatever is reserved meanwhile. */
function valueIn(buffer: FloatBuffer, dims: readonly number[]): TensorData {
  const part = buffer.part(0, sizeOf(dims));
  return {
    get data() {
      return part.values;
    },
    dims,
  };
}

/** Draws dense layers on factors of Gram matrices where that is chosen, stage by stage, all points at once. */
export class GramLayers implements HiddenLayers {
  private readonly features: FloatBuffer;
  /** One for each factor, which a later stage may read again. */
  private readonly factors = new Map<string, FloatBuffer>();
  private readonly results = new Map<string, Float32Array>();
  /** Values whose factor does not keep their overlaps, so that dense layers read the values and draw all weights. */
  private readonly unfactored = new Set<string>();
  private traced?: readonly StageRunner[];
  private copy?: FloatBuffer;

  private constructor(
    private readonly assignment: Assignment,
    private readonly generator: WeightGenerator,
    private readonly data: FloatBuffer,
    private readonly reduced: ReadonlySet<string>,
    private readonly reducer: Reducer,
    /** Stages run one after the other, and draw their weights in the same memory. */
    private readonly weights: WeightDrawer,
    private readonly plain: readonly StageRunner[],
  ) {
    const { points, program } = assignment;
    this.features = generator.reserve(points * sizeOf(program.features.shape));
    for (const { reduces } of plain.map(({ stage }) => stage)) {
      if (reduces) this.factors.set(reduces.name, generator.reserve(points * points));
    }
  }

  /** @param reduced the tensors that dense layers see through a factor, of `costsOf`; one at least */
  static async open(
    assignment: Assignment,
    generator: WeightGenerator,
    data: FloatBuffer,
    reduced: ReadonlySet<string>,
    reducer: Reducer,
  ): Promise<GramLayers> {
    const { program, points } = assignment;
    const weights = new WeightDrawer(generator, points);
    const stages = await openStages(stagesOf(program, points, reduced), weights, assignment);
    return new GramLayers(assignment, generator, data, reduced, reducer, weights, stages);
  }

  get engine(): Session['engine'] | undefined {
    return this.plain.find(({ runner }) => runner)?.runner?.engine;
  }

  get unfactoredValues(): number {
    return this.unfactored.size;
  }

  featuresOf(): FloatBuffer {
    return this.features;
  }

  async draw(initialisation: number, fresh: boolean, traced: boolean): Promise<Trace | undefined> {
    const { program, points } = this.assignment;
    const tracing = traced && fitsTrace(program, points);
    const values = new Map<string, TensorData>();
    const [{ name, shape }] = program.hidden.inputs;
    values.set(name, valueIn(this.data, [points, ...shape]));
    const overlaps = new Map<string, Overlap>();
    const stages = tracing ? await this.tracingStages() : this.plain;
    for (const [index, one] of stages.entries()) {
      const { stage, runner } = one;
      if (runner) await this.runStage(values, await this.runnerOf(one, runner), initialisation);
      if (stage.reduces) await this.reduce(values, stage.reduces, fresh);
      if (tracing) this.look(values, overlaps, stages.slice(index + 1));
    }
    const features = values.get(program.features.name)!.data;
    this.features.values.set(features.subarray(0, this.features.count));
    return tracing ? traceOf(program, (tensor) => overlaps.get(tensor.name)!) : undefined;
  }

  async close(): Promise<void> {
    const stages = [...this.plain, ...(this.traced ?? [])];
    await Promise.all(stages.flatMap(({ runner, wide }) => [runner, ...wide.values()].map((one) => one?.release())));
  }

  /** The stage as it runs on factors, or on values where their factors do not serve. */
  private async runnerOf({ stage: { graph }, wide }: StageRunner, runner: GraphRunner): Promise<GraphRunner> {
    const { unfactored, assignment } = this;
    if (!readsFactorOf(graph, unfactored)) return runner;
    const key = [...unfactored].sort().join();
    const without = () => withoutFactors(graph, assignment.program, unfactored);
    const known = wide.get(key) ?? (await GraphRunner.open(without(), this.weights, assignment));
    wide.set(key, known);
    return known;
  }

  private async tracingStages(): Promise<readonly StageRunner[]> {
    const { assignment, reduced, weights } = this;
    const { program, points } = assignment;
    const wanted = program.trace.map(({ name }) => name);
    this.traced ??= await openStages(stagesOf(program, points, reduced, wanted), weights, assignment);
    return this.traced;
  }

  /** Takes down the overlap of values that layers end in, and lets go of what no later stage reads: wide values are large. */
  private look(values: Map<string, TensorData>, overlaps: Map<string, Overlap>, later: readonly StageRunner[]): void {
    const { program, points } = this.assignment;
    for (const { name, shape } of program.trace) {
      const value = values.get(name);
      if (overlaps.has(name) || !value) continue;
      overlaps.set(name, overlapOf(this.generator, this.within(value), points, sizeOf(shape)));
    }
    const read = new Set(later.flatMap(({ stage: { graph } }) => readBy(graph)));
    for (const name of values.keys()) {
      if (!read.has(name) && name !== program.features.name) values.delete(name);
    }
  }

  /** A copy within the generator's memory, until the next: where the features go at the end of the draw, if it fits there. */
  private within({ data, dims }: TensorData): FloatBuffer {
    const count = sizeOf(dims);
    if ((this.copy?.count ?? 0) < count)
      this.copy = count <= this.features.count ? this.features : this.generator.reserve(count);
    this.copy!.values.set(data);
    return this.copy!;
  }

  private async runStage(values: Map<string, TensorData>, runner: GraphRunner, initialisation: number) {
    const { graph } = runner;
    runner.draw(initialisation);
    const read = readBy(graph).map((name) => [name, values.get(name)!]);
    const outputs = await runner.run(Object.fromEntries(read), this.memoryFor(graph));
    for (const [name, value] of Object.entries(outputs)) values.set(name, value);
  }

  /** Memory for the one output of most stages; several, some of unknown shape, come in memory of their own. */
  private memoryFor({ nodes, handedOn = [] }: Graph): Record<string, TensorData> | undefined {
    if (handedOn.length !== 1) return undefined;
    const [name] = handedOn;
    const { points } = this.assignment;
    const { shape } = nodes.find(({ output }) => output === name)!;
    const data = this.results.get(name) ?? new Float32Array(points * sizeOf(shape));
    this.results.set(name, data);
    return { [name]: { data, dims: [points, ...shape] } };
  }

  /** Puts a factor of the Gram matrix beside a value, or the value itself; that of points which did not change is still there. */
  private async reduce(
    values: Map<string, TensorData>,
    { name, width }: NonNullable<Stage['reduces']>,
    fresh: boolean,
  ) {
    const { points } = this.assignment;
    const factor = this.factors.get(name)!;
    const isOld = !fresh && name === this.assignment.program.hidden.inputs[0].name;
    if (!isOld) {
      const serves = await this.reducer.reduce(factor, () => values.get(name)!.data, width);
      if (serves) this.unfactored.delete(name);
      else this.unfactored.add(name);
    }
    values.set(factorOf(name), this.unfactored.has(name) ? values.get(name)! : valueIn(factor, [points, points]));
  }
}

interface StageRunner {
  readonly stage: Stage;
  /** Undefined where the data themselves are reduced, and nothing runs before. */
  readonly runner?: GraphRunner;
  /** The stage without the factors that do not serve, by their names. */
  readonly wide: Map<string, GraphRunner>;
}

async function openStages(
  stages: readonly Stage[],
  weights: WeightDrawer,
  assignment: Assignment,
): Promise<StageRunner[]> {
  weights.reserve(stages.map(({ graph }) => graph));
  return Promise.all(
    stages.map(async (stage) => {
      const wide = new Map<string, GraphRunner>();
      if (stage.graph.nodes.length === 0) return { stage, wide };
      return { stage, runner: await GraphRunner.open(stage.graph, weights, assignment), wide };
    }),
  );
}
