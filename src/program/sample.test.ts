import { describe, expect, it } from 'vitest';
import { type Graph, GraphBuilder, sizeOf, type WeightTensor } from '../graph/graph.ts';
import { he, type Initialisation } from '../network/init.ts';
import { parseNetwork } from '../network/notation/parse.ts';
import { WeightGenerator } from '../random/generator.ts';
import { PURPOSE } from '../random/key.ts';
import { compile } from './compile.ts';
import { type Program, sideBySide } from './program.ts';
import { GraphRunner, WeightDrawer } from './sample.ts';

const [POINTS, SEED] = [4, 7];
const program = (network: string, input: number[] = [6], init: Initialisation = he) =>
  compile(parseNetwork(network).place(input), init, POINTS);

/** The weights of a graph in an initialisation. */
function drawn(graph: Graph, initialisation: number, readout = 0): number[][] {
  const weights = new WeightDrawer(new WeightGenerator(SEED), POINTS);
  weights.reserve([graph]);
  weights.draw(graph, initialisation, readout);
  const numbers = weights.weightsOf(graph);
  return graph.weights.map(({ name }) => [...numbers[name].data]);
}

/** The same by the generator itself. */
function byKey(
  { law, variance, dims, number }: Graph['weights'][number] & { law: 'gaussian' },
  initialisation = 0,
  readout = 0,
) {
  const generator = new WeightGenerator(SEED);
  const buffer = generator.reserve(sizeOf(dims));
  const key = { purpose: PURPOSE.weights, tensor: number, readout, initialisation };
  generator.fill(buffer, { law, variance }, dims, key);
  return [...buffer.values];
}

/** Runs a graph once on given numbers. */
async function outputOf(graph: Graph, inputs: Readonly<Record<string, readonly number[]>>): Promise<number[]> {
  const runner = await GraphRunner.open(graph, new WeightDrawer(new WeightGenerator(SEED), POINTS), { points: POINTS });
  runner.draw(3);
  const given = Object.entries(inputs).map(([name, numbers]) => [name, Float32Array.from(numbers)]);
  const outputs = await runner.run(Object.fromEntries(given));
  await runner.release();
  return [...outputs[graph.outputs[0].name].data];
}

const range = (count: number) => Array.from({ length: count }, (_, i) => i);
const gaussian = (graph: Graph) => graph.weights as (WeightTensor & { law: 'gaussian' })[];

describe('weights', () => {
  it('are keyed by their number in the program and by the initialisation', () => {
    const { hidden, readout } = program('dense(5, sigmaB2=1), relu, dense(3)');
    expect(drawn(hidden, 2)).toEqual(gaussian(hidden).map((tensor) => byKey(tensor, 2)));
    expect(drawn(readout!.graph, 2, 9)).toEqual([byKey(gaussian(readout!.graph)[0], 2, 9)]);
    expect(gaussian(readout!.graph)[0].number).toBe(2);
  });

  it.each([{ scheme: 'torch' }, { scheme: 'he', law: 'orthogonal' }] as const)(
    'of readouts side by side are those of each alone: %o',
    (init) => {
      const readout = program('dense(5), relu, dense(3)', [6], init).readout!;
      const together = drawn(sideBySide(readout, 4), 1, 8);
      const alone = range(4).map((copy) => drawn(readout.graph, 1, 8 + copy));
      together.forEach((numbers, place) => {
        expect(numbers).toEqual(alone.flatMap((one) => one[place]));
      });
    },
  );

  it('are drawn for each point where they have a batch axis', () => {
    const { hidden } = program('dropout(0.5, mode=train), dense(2)');
    expect(hidden.weights[0].batchAxis).toBe(0);
    expect(drawn(hidden, 0)[0]).toHaveLength(POINTS * 6);
  });

  it('of graphs that run one after the other share memory, and are those of each alone', () => {
    const graphs = ['dense(5), dense(2)', 'dense(9), dense(7), dense(2)'].map((network) => program(network).hidden);
    const generator = new WeightGenerator(SEED);
    const weights = new WeightDrawer(generator, POINTS);
    weights.reserve(graphs);
    const top = generator.reserve(0).address;
    for (const graph of graphs) {
      weights.reserve([graph]);
      weights.draw(graph, 5);
      const numbers = weights.weightsOf(graph);
      expect(graph.weights.map(({ name }) => [...numbers[name].data])).toEqual(drawn(graph, 5));
    }
    expect(generator.reserve(0).address).toBe(top);
  });
});

describe('a fixed tensor', () => {
  const g = new GraphBuilder([2]);
  const matrix = g.weights([2, 2], { law: 'gaussian', variance: 1 });
  const product = g.node('MatMul', [g.input, matrix], {}, [2]);
  const bias = g.weights([2], { law: 'gaussian', variance: 1 });
  const graph = g.build([g.node('Add', [product, bias])]);
  const [drawnTensor, { number: _, variance: __, ...rest }] = graph.weights;
  const values = Float32Array.of(10, -20);
  const half: Graph = { ...graph, weights: [drawnTensor, { ...rest, law: 'fixed', values }] };

  it('is fed as it is, beside weights that are drawn', async () => {
    expect(drawn(half, 3)).toEqual([byKey(gaussian(graph)[0], 3), [10, -20]]);
    expect(await outputOf(half, { data: new Array(2 * POINTS).fill(0) })).toEqual(
      range(POINTS).flatMap(() => [10, -20]),
    );
  });
});

describe('a graph', () => {
  it('may have several inputs, fed by name', async () => {
    const g = new GraphBuilder([2]);
    const other = { name: 'other', shape: [2], batchAxis: 0 };
    const graph = g.build([g.node('Sub', [g.input, other])]);
    const inputs = { other: range(2 * POINTS), data: range(2 * POINTS).map((i) => 3 * i) };
    expect(await outputOf({ ...graph, inputs: [g.input, other] }, inputs)).toEqual(range(2 * POINTS).map((i) => 2 * i));
  });

  it('writes its outputs to the given memory', async () => {
    const { hidden, features } = program('dense(5), relu, dense(3)');
    const runner = await GraphRunner.open(hidden, new WeightDrawer(new WeightGenerator(SEED), POINTS), {
      points: POINTS,
    });
    runner.draw(3);
    const [data, into] = [range(6 * POINTS), new Float32Array(5 * POINTS)];
    await runner.run({ data: Float32Array.from(data) }, { [features.name]: into });
    await runner.release();
    expect([...into]).toEqual(await outputOf(hidden, { data }));
  });
});

describe('a program is plain data', () => {
  const networks: [network: string, input: number[], init?: Initialisation][] = [
    ['3*(dense(8), gelu), dense(3, sigmaB2=1), mish', [6]],
    ['conv(3, 3), batchNorm, relu, maxPool(2), flatten, dense(1)', [2, 8, 8], { scheme: 'torch' }],
    ['patchEmbedding(4, 6), classToken, residual(layerNorm, attention(2)), selectToken, dense(4)', [1, 8, 8]],
    ['dense(6), dropout(0.3, mode=train), relu6', [6]],
  ];

  it.each(networks)(
    'that survives being sent to a worker, and draws the same numbers: %s',
    async (network, input, init) => {
      const here = program(network, input, init);
      const there: Program = structuredClone(here);
      expect(there).toEqual(here);
      const data = range(POINTS * sizeOf(input)).map((i) => Math.sin(i));
      const scores = async ({ hidden, features, readout }: Program) => {
        const values = await outputOf({ ...hidden, outputs: [features] }, { data });
        return readout ? outputOf(sideBySide(readout, 2), { data: values }) : values;
      };
      expect(await scores(there)).toEqual(await scores(here));
    },
  );

  it.each(networks)('that JSON keeps but for typed arrays: %s', (network, input, init) => {
    const here = program(network, input, init);
    const withLists = (_key: string, value: unknown) =>
      ArrayBuffer.isView(value) ? [...(value as Float32Array)].map(Number) : value;
    const kept = JSON.parse(JSON.stringify(here, withLists));
    const plain = (graph: Graph) => ({
      ...graph,
      constants: graph.constants.map((c) => ({ ...c, values: [...c.values].map(Number) })),
    });
    expect(kept.hidden).toEqual(plain(here.hidden));
  });
});
