import { sizeOf } from '../../graph/graph.ts';
import type { Program } from '../../program/program.ts';
import { WeightGenerator } from '../../random/generator.ts';
import type { Assignment, Draw } from '../plan/assignment.ts';
import { costsOf } from '../plan/costs.ts';
import { GramLayers } from './gramLayers.ts';
import { Head } from './head.ts';
import { batchSize, type HiddenLayers, WeightLayers } from './hiddenLayers.ts';
import { PointSource } from './pointSource.ts';
import { Reducer } from './reducer.ts';

/**
 * Draws initialisations of one experiment and counts what they guess. Holds the compiled sessions and all buffers, so
 * that a draw allocates next to nothing. One drawer serves one thread.
 */
export class Drawer {
  private constructor(
    private readonly source: PointSource,
    private readonly hidden: HiddenLayers,
    private readonly head: Head,
    /** Of the shorter networks that share the hidden layers. */
    private readonly shorter: readonly Head[],
    private readonly reducer: Reducer,
  ) {}

  /** Opens the sessions of an assignment's programs. */
  static async open(assignment: Assignment): Promise<Drawer> {
    const { program, points, seed, sampler, device, shorter = [] } = assignment;
    const [input, ...others] = program.hidden.inputs;
    if (others.length > 0 || input.batchAxis !== 0) throw new RangeError('one input is drawn, point after point');
    if (sizeOf(input.shape) * points === 0) throw new RangeError('no data to draw on');
    const generator = new WeightGenerator(seed);
    const { reduced } = costsOf(program, points, sampler);
    const batch = reduced.size > 0 ? points : batchSize(points, program);
    const source = await PointSource.open(assignment, generator, Math.ceil(points / batch) * batch);
    const reducer = new Reducer(generator, points, device);
    const headOf = (of: Program) => {
      return new Head(assignment, of, costsOf(of, points, sampler), generator, batch, reducer);
    };
    const heads = shorter.map(headOf);
    const taps = heads.map(({ program: { features } }) => features);
    const hidden =
      reduced.size > 0
        ? await GramLayers.open(assignment, generator, source.buffer, reduced, reducer)
        : await WeightLayers.open(assignment, generator, source.buffer, batch, taps);
    return new Drawer(source, hidden, headOf(program), heads, reducer);
  }

  /** Name and version of the engine that runs the network, and the device unless it is the CPU. */
  get engine(): string {
    const engine = this.hidden.engine ?? this.head.engine;
    if (!engine) return 'none';
    const { name, version, device } = engine;
    return device === 'cpu' ? `${name} ${version}` : `${name} ${version} on ${device}`;
  }

  /**
   * One initialisation of the hidden layers, with a number of output layers on it.
   * @param traced also measures the overlap after every layer
   */
  async draw(initialisation: number, readouts: number, traced: boolean): Promise<Draw> {
    const { source, hidden, head } = this;
    const trace = await hidden.draw(initialisation, source.fill(initialisation), traced);
    const upTo = (program: Program) => trace && { trace: trace.slice(0, program.trace.length) };
    const draw = await head.draw(initialisation, readouts, hidden.featuresOf(head.program.features));
    const shorter: Draw[] = [];
    for (const other of this.shorter) {
      const features = hidden.featuresOf(other.program.features);
      shorter.push({ ...(await other.draw(initialisation, readouts, features)), ...upTo(other.program) });
    }
    const unfactored = (draw.unfactored ?? 0) + hidden.unfactoredValues;
    return {
      ...draw,
      ...(unfactored > 0 && { unfactored }),
      ...upTo(head.program),
      ...(shorter.length > 0 && { shorter }),
    };
  }

  async close(): Promise<void> {
    const { hidden, head, shorter, reducer } = this;
    await Promise.all([hidden.close(), head.close(), reducer.release(), ...shorter.map((other) => other.close())]);
  }
}
