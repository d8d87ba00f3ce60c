import { PointSource } from '../../measure/draw/pointSource.ts';
import type { Assignment } from '../../measure/plan/assignment.ts';
import { distinct, sideBySide } from '../../program/program.ts';
import { GraphRunner, WeightDrawer } from '../../program/sample.ts';
import { WeightGenerator } from '../../random/generator.ts';
import type { LookedAt } from './nodeLayers.ts';

/**
 * Draws networks and gives the values of chosen layers at all points. Its networks are those that `measure` draws with the
 * same seed and `sampler: 'weights'`.
 */
export class NodeRunner {
  private constructor(
    private readonly assignment: Assignment,
    private readonly source: PointSource,
    private readonly hidden: GraphRunner | undefined,
    private readonly readout: GraphRunner | undefined,
  ) {}

  /** @param copies output layers on each draw of the hidden ones */
  static async open(assignment: Assignment, looked: readonly LookedAt[], copies: number): Promise<NodeRunner> {
    const { points, seed, program } = assignment;
    const { hidden, features, readout } = program;
    const generator = new WeightGenerator(seed);
    const source = await PointSource.open(assignment, generator, points);
    const open = (graph: GraphRunner['graph']) =>
      GraphRunner.open(graph, new WeightDrawer(generator, points), { points });
    const outputs = distinct([...looked.flatMap(({ tensor }) => tensor ?? []), features]);
    return new NodeRunner(
      assignment,
      source,
      hidden.nodes.length > 0 ? await open({ ...hidden, outputs }) : undefined,
      readout && (await open(sideBySide(readout, copies))),
    );
  }

  /** Name and version of the engine. */
  get engine(): string {
    const { name, version } = (this.hidden ?? this.readout)!.engine;
    return `${name} ${version}`;
  }

  /** The values of a layer at one initialisation: points × nodes, of the readout points × (copies × nodes). */
  async draw(initialisation: number): Promise<(layer: LookedAt) => Float32Array> {
    const { source, hidden, readout } = this;
    const { points, program } = this.assignment;
    source.fill(initialisation);
    hidden?.draw(initialisation);
    readout?.draw(initialisation);
    const data = source.buffer.values;
    const values = hidden ? await hidden.run({ [hidden.graph.inputs[0].name]: data }) : {};
    if (!readout) return ({ tensor }) => values[tensor!.name].data;
    const features = hidden ? values[program.features.name].data : data;
    const [scores] = Object.values(await readout.run({ [readout.graph.inputs[0].name]: features }));
    if (scores.data.length % points !== 0) throw new RangeError('scores are not those of all points');
    return ({ tensor }) => (tensor ? values[tensor.name] : scores).data;
  }

  async close(): Promise<void> {
    await Promise.all([this.hidden?.release(), this.readout?.release()]);
  }
}
