import { toOnnx } from '../../engine/onnx/build.ts';
import { openSession, type Session } from '../../engine/session.ts';
import type { Graph } from '../../graph/graph.ts';
import { sizeOfWeights } from '../../measure/draw/hiddenLayers.ts';
import { PointSource } from '../../measure/draw/pointSource.ts';
import type { Plan } from '../../measure/plan/plan.ts';
import { type FloatBuffer, WeightGenerator } from '../../random/generator.ts';
import { PURPOSE } from '../../random/key.ts';
import type { LookedAt } from './nodeLayers.ts';

/** A graph ready to run with weights of its own. */
interface Part {
  readonly graph: Graph;
  readonly session: Session;
  readonly weights: readonly FloatBuffer[];
}

/**
 * Draws networks and gives the values of chosen layers at all points. Its networks are those that `measure` draws with the
 * same seed and `sampler: 'weights'`.
 */
export class NodeRunner {
  private constructor(
    private readonly plan: Plan,
    private readonly copies: number,
    private readonly generator: WeightGenerator,
    private readonly source: PointSource,
    private readonly hidden: Part | undefined,
    private readonly readout: Part | undefined,
  ) {}

  /** @param copies output layers on each draw of the hidden ones */
  static async open(plan: Plan, looked: readonly LookedAt[], copies: number): Promise<NodeRunner> {
    const { assignment, program } = plan;
    const { points } = assignment;
    const generator = new WeightGenerator(assignment.experiment.seed);
    const source = new PointSource(assignment, generator, points);
    const open = async (graph: Graph): Promise<Part> => ({
      graph,
      session: await openSession(toOnnx(graph, { points }), { threads: 1 }),
      weights: graph.weights.map((tensor) => generator.reserve(sizeOfWeights(tensor, points))),
    });
    const { hidden, features, readout } = program;
    const wanted = [...looked.flatMap(({ tensor }) => tensor ?? []), features];
    const outputs = wanted.filter(({ name }, index) => wanted.findIndex((other) => other.name === name) === index);
    return new NodeRunner(
      plan,
      copies,
      generator,
      source,
      hidden.nodes.length > 0 ? await open({ ...hidden, outputs }) : undefined,
      readout && (await open(readout.graph(copies))),
    );
  }

  /** Name and version of the engine. */
  get engine(): string {
    const { name, version } = (this.hidden ?? this.readout)!.session.engine;
    return `${name} ${version}`;
  }

  /** The values of a layer at one initialisation: points × nodes, of the readout points × (copies × nodes). */
  async draw(initialisation: number): Promise<(layer: LookedAt) => Float32Array> {
    const { plan, source, hidden, readout } = this;
    const { points } = plan.assignment;
    const { features } = plan.program;
    source.fill(initialisation);
    let values: Readonly<Record<string, { readonly data: Float32Array }>> = {};
    if (hidden) {
      this.fill(hidden, initialisation);
      values = await this.run(hidden, source.buffer.values);
    }
    if (!readout) return ({ tensor }) => values[tensor!.name].data;
    this.fillReadouts(readout, initialisation);
    const input = hidden ? values[features.name].data : source.buffer.values;
    const [{ data }] = Object.values(await this.run(readout, input));
    if (data.length % points !== 0) throw new RangeError('scores are not those of all points');
    return ({ tensor }) => (tensor ? values[tensor.name].data : data);
  }

  async close(): Promise<void> {
    await Promise.all([this.hidden?.session.release(), this.readout?.session.release()]);
  }

  private fill({ graph, weights }: Part, initialisation: number): void {
    for (const [tensor, law] of graph.weights.entries()) {
      const key = { purpose: PURPOSE.weights, tensor, readout: 0, initialisation };
      this.generator.fill(weights[tensor], law, law.dims, key);
    }
  }

  private fillReadouts({ weights }: Part, initialisation: number): void {
    const { readout, hidden } = this.plan.program;
    const laws = [readout!.weights, ...(readout!.biases ? [readout!.biases] : [])];
    for (const [index, law] of laws.entries()) {
      const size = weights[index].count / this.copies;
      const dims = index === 0 ? [readout!.units, readout!.fanIn] : [readout!.units];
      for (let copy = 0; copy < this.copies; copy++) {
        const tensor = hidden.weights.length + index;
        const key = { purpose: PURPOSE.weights, tensor, readout: copy, initialisation };
        this.generator.fill(weights[index].part(copy * size, size), law, dims, key);
      }
    }
  }

  private run({ graph, session, weights }: Part, data: Float32Array) {
    const { points } = this.plan.assignment;
    return session.run({
      [graph.input.name]: { data, dims: [points, ...graph.input.shape] },
      ...Object.fromEntries(
        graph.weights.map(({ name, dims, perPoint }, index) => [
          name,
          { data: weights[index].values, dims: perPoint ? [points, ...dims] : dims },
        ]),
      ),
    });
  }
}
