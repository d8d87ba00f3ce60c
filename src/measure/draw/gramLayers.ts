import { toOnnx } from '../../engine/onnx/build.ts';
import { openSession, type Session } from '../../engine/session.ts';
import type { Graph } from '../../graph/graph.ts';
import { sizeOf } from '../../network/shape.ts';
import type { Program } from '../../program/compile.ts';
import type { FloatBuffer, WeightGenerator } from '../../random/generator.ts';
import { PURPOSE } from '../../random/key.ts';
import type { Assignment } from '../plan/assignment.ts';
import { fitsTrace, type HiddenLayers, sizeOfWeights, type Trace, traceOf } from './hiddenLayers.ts';
import { type Overlap, overlapOf } from './overlap.ts';
import type { Reducer } from './reducer.ts';
import { factorOf, readsFactorOf, type Stage, stagesOf, withoutFactors } from './stages.ts';

/** A value by name, with its shape. */
interface Value {
  readonly data: Float32Array;
  readonly dims: readonly number[];
}

/** A value that lies in the generator's memory: a live view of it, whatever is reserved meanwhile. */
function valueIn(buffer: FloatBuffer, dims: readonly number[]): Value {
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
  /** Weights of a stage, by their order in it: stages run one after the other and share this memory. */
  private readonly weights: FloatBuffer[] = [];
  private traced?: readonly StageRunner[];
  private copy?: FloatBuffer;

  private constructor(
    private readonly assignment: Assignment,
    private readonly program: Program,
    private readonly generator: WeightGenerator,
    private readonly data: FloatBuffer,
    private readonly reduced: ReadonlySet<string>,
    private readonly reducer: Reducer,
    private readonly plain: readonly StageRunner[],
  ) {
    const { points } = assignment;
    this.features = generator.reserve(points * sizeOf(program.features.shape));
    for (const { reduces } of plain.map(({ stage }) => stage)) {
      if (reduces) this.factors.set(reduces.name, generator.reserve(points * points));
    }
    this.reserveWeights(plain.map(({ stage }) => stage.graph));
  }

  /** @param reduced the tensors that dense layers see through a factor, of `costsOf`; one at least */
  static async open(
    assignment: Assignment,
    program: Program,
    generator: WeightGenerator,
    data: FloatBuffer,
    reduced: ReadonlySet<string>,
    reducer: Reducer,
  ): Promise<GramLayers> {
    const stages = await openStages(assignment, stagesOf(program, assignment.points, reduced));
    return new GramLayers(assignment, program, generator, data, reduced, reducer, stages);
  }

  get session(): Session | undefined {
    return this.plain.find(({ session }) => session)?.session;
  }

  get unfactoredValues(): number {
    return this.unfactored.size;
  }

  featuresOf(): FloatBuffer {
    return this.features;
  }

  async draw(initialisation: number, fresh: boolean, traced: boolean): Promise<Trace | undefined> {
    const { program, assignment } = this;
    const { points } = assignment;
    const tracing = traced && fitsTrace(program, points);
    const values = new Map<string, Value>();
    const { name, shape } = program.hidden.input;
    values.set(name, valueIn(this.data, [points, ...shape]));
    const overlaps = new Map<string, Overlap>();
    const stages = tracing ? await this.tracingStages() : this.plain;
    for (const [index, runner] of stages.entries()) {
      const { stage } = runner;
      if (runner.session) await this.runStage(values, await this.compiled(runner), initialisation);
      if (stage.reduces) await this.reduce(values, stage.reduces, fresh);
      if (tracing) this.look(values, overlaps, stages.slice(index + 1));
    }
    const features = values.get(program.features.name)!.data;
    this.features.values.set(features.subarray(0, this.features.count));
    return tracing ? traceOf(program, (tensor) => overlaps.get(tensor.name)!) : undefined;
  }

  async close(): Promise<void> {
    const runners = [...this.plain, ...(this.traced ?? [])];
    const sessions = runners.flatMap(({ session, wide }) => [
      session,
      ...[...wide.values()].map((other) => other.session),
    ]);
    await Promise.all(sessions.map((session) => session?.release()));
  }

  /** The stage as it runs on factors, or on values where their factors do not serve. */
  private async compiled({ stage, session, wide }: StageRunner): Promise<Compiled> {
    const { unfactored, assignment, program } = this;
    if (!readsFactorOf(stage.graph, unfactored)) return { graph: stage.graph, session: session! };
    const key = [...unfactored].sort().join();
    const known = wide.get(key) ?? (await compile(withoutFactors(stage.graph, program, unfactored), assignment));
    wide.set(key, known);
    this.reserveWeights([known.graph]);
    return known;
  }

  private reserveWeights(graphs: readonly Graph[]): void {
    const sizes: number[] = [];
    for (const { weights } of graphs) {
      weights.forEach((tensor, slot) => {
        sizes[slot] = Math.max(sizes[slot] ?? 0, sizeOfWeights(tensor, this.assignment.points));
      });
    }
    sizes.forEach((size, slot) => {
      if ((this.weights[slot]?.count ?? 0) < size) this.weights[slot] = this.generator.reserve(size);
    });
  }

  private async tracingStages(): Promise<readonly StageRunner[]> {
    const { assignment, program } = this;
    const wanted = program.trace.map(({ name }) => name);
    this.traced ??= await openStages(assignment, stagesOf(program, assignment.points, this.reduced, wanted));
    return this.traced;
  }

  /** Takes down the overlap of values that layers end in, and lets go of what no later stage reads: wide values are large. */
  private look(values: Map<string, Value>, overlaps: Map<string, Overlap>, later: readonly StageRunner[]): void {
    const { assignment, generator, program } = this;
    for (const { name, shape } of program.trace) {
      const value = values.get(name);
      if (overlaps.has(name) || !value) continue;
      overlaps.set(name, overlapOf(generator, this.within(value), assignment.points, sizeOf(shape)));
    }
    const read = new Set(later.flatMap(({ stage: { graph } }) => [graph.input.name, ...(graph.carried ?? [])]));
    for (const name of values.keys()) {
      if (!read.has(name) && name !== program.features.name) values.delete(name);
    }
  }

  /** A copy within the generator's memory, until the next: where the features go at the end of the draw, if it fits there. */
  private within({ data, dims }: Value): FloatBuffer {
    const count = sizeOf(dims);
    if ((this.copy?.count ?? 0) < count)
      this.copy = count <= this.features.count ? this.features : this.generator.reserve(count);
    this.copy!.values.set(data);
    return this.copy!;
  }

  private async runStage(values: Map<string, Value>, { graph, session }: Compiled, initialisation: number) {
    const { points } = this.assignment;
    const feeds: Record<string, Value> = {};
    graph.weights.forEach((tensor, slot) => {
      // The number in the whole graph is part of the key, as it is when all weights are drawn.
      const index = this.program.hidden.weights.findIndex(({ name }) => name === tensor.name);
      const key = { purpose: PURPOSE.weights, tensor: index, readout: 0, initialisation };
      const buffer = this.weights[slot].part(0, sizeOfWeights(tensor, points));
      this.generator.fill(buffer, tensor, tensor.dims, key);
      const { dims, perPoint } = tensor;
      feeds[tensor.name] = { data: buffer.values, dims: perPoint ? [points, ...dims] : dims };
    });
    for (const name of [graph.input.name, ...(graph.carried ?? [])]) feeds[name] = values.get(name)!;
    const outputs = await session.run(feeds, this.memoryFor(graph));
    for (const [name, value] of Object.entries(outputs)) values.set(name, value);
  }

  /** Memory for the one output of most stages; several, some of unknown shape, come in memory of their own. */
  private memoryFor({ nodes, handedOn = [] }: Graph): Record<string, Value> | undefined {
    if (handedOn.length !== 1) return undefined;
    const [name] = handedOn;
    const { points } = this.assignment;
    const { shape } = nodes.find(({ output }) => output === name)!;
    const data = this.results.get(name) ?? new Float32Array(points * sizeOf(shape));
    this.results.set(name, data);
    return { [name]: { data, dims: [points, ...shape] } };
  }

  /** Puts a factor of the Gram matrix beside a value, or the value itself; that of points which did not change is still there. */
  private async reduce(values: Map<string, Value>, { name, width }: NonNullable<Stage['reduces']>, fresh: boolean) {
    const { points } = this.assignment;
    const factor = this.factors.get(name)!;
    const isOld = !fresh && name === this.program.hidden.input.name;
    if (!isOld) {
      const serves = await this.reducer.reduce(factor, () => values.get(name)!.data, width);
      if (serves) this.unfactored.delete(name);
      else this.unfactored.add(name);
    }
    values.set(factorOf(name), this.unfactored.has(name) ? values.get(name)! : valueIn(factor, [points, points]));
  }
}

interface Compiled {
  readonly graph: Graph;
  readonly session: Session;
}

interface StageRunner {
  readonly stage: Stage;
  /** Undefined where the data themselves are reduced, and nothing runs before. */
  readonly session?: Session;
  /** The stage without the factors that do not serve, by their names. */
  readonly wide: Map<string, Compiled>;
}

async function openStages(assignment: Assignment, stages: readonly Stage[]): Promise<StageRunner[]> {
  return Promise.all(
    stages.map(async (stage) => {
      const wide = new Map<string, Compiled>();
      if (stage.graph.nodes.length === 0) return { stage, wide };
      return { stage, session: (await compile(stage.graph, assignment)).session, wide };
    }),
  );
}

async function compile(graph: Graph, { points, device }: Assignment): Promise<Compiled> {
  return { graph, session: await openSession(toOnnx(graph, { points }), { threads: 1, device }) };
}
