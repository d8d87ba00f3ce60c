import { DataType } from '../../proto.ts';
import { graph, info, integers, model, node, subgraph, tensor } from './build.ts';

/** A weight and a readout around what a model does to x [N, 4], so that there is something to draw. */
function around(nodes: Parameters<typeof graph>[0], constants: Parameters<typeof graph>[1] = []): Uint8Array {
  return model(
    graph(
      [node('MatMul', ['x', 'w'], ['h']), ...nodes, node('Add', ['h', 'r'], ['y'])],
      [tensor('w', [4, 4]), ...constants],
    ),
  );
}

const sum = node('ReduceSum', ['big'], ['r'], { attribute: [{ name: 'keepdims', type: 2, i: 0n }] });
const image = { input: [info('x', ['N', 1, 8, 8])] };
const truth = tensor('go', [], { dataType: DataType.BOOL, rawData: Uint8Array.of(1) });

/** Models that read well, and take all memory or all time when they are run, or crash what runs them. */
export const hostileRuns: readonly (readonly [what: string, model: Uint8Array])[] = [
  ['10 GB of a repeated value', around([node('ConstantOfShape', ['s'], ['big']), sum], [integers('s', [1], 2.5e9)])],
  [
    'a shape of 10 GB made from the data',
    around(
      [node('Shape', ['h'], ['n']), node('Mul', ['n', 's'], ['m']), node('ConstantOfShape', ['m'], ['big']), sum],
      [integers('s', [2], 50_000, 50_000)],
    ),
  ],
  [
    'a data axis repeated 10⁹ times',
    around([node('Expand', ['h', 's'], ['big']), sum], [integers('s', [3], 1e9, 1, 4)]),
  ],
  [
    'a range of 3 · 10⁹ numbers',
    around(
      [node('Range', ['a', 'b', 'c'], ['big']), sum],
      [
        tensor('a', [], { dataType: 1, rawData: new Uint8Array(new Float32Array([0]).buffer) }),
        tensor('b', [], { dataType: 1, rawData: new Uint8Array(new Float32Array([3e9]).buffer) }),
        tensor('c', [], { dataType: 1, rawData: new Uint8Array(new Float32Array([1]).buffer) }),
      ],
    ),
  ],
  ['padding by 2 · 10⁹', around([node('Pad', ['h', 's'], ['big']), sum], [integers('s', [4], 0, 0, 2e9, 2e9)])],
  ['tiles', around([node('Tile', ['h', 's'], ['big']), sum], [integers('s', [2], 1e5, 1e5)])],
  [
    'a concatenation doubled 40 times',
    around([
      ...Array.from({ length: 40 }, (_, i) =>
        node('Concat', [i ? `c${i}` : 'h', i ? `c${i}` : 'h'], [i === 39 ? 'big' : `c${i + 1}`], {
          attribute: [{ name: 'axis', type: 2, i: 0n }],
        }),
      ),
      sum,
    ]),
  ],
  [
    'a loop without end',
    around(
      [
        node('Loop', ['', 'go', 'h'], ['r'], {
          attribute: [
            subgraph('body', {
              node: [node('Identity', ['on'], ['on2']), node('Identity', ['v'], ['v2'])],
              input: [
                {
                  name: 'i',
                  type: { value: { case: 'tensorType', value: { elemType: DataType.INT64, shape: { dim: [] } } } },
                },
                {
                  name: 'on',
                  type: { value: { case: 'tensorType', value: { elemType: DataType.BOOL, shape: { dim: [] } } } },
                },
                { name: 'v' },
              ],
              output: [{ name: 'on2' }, { name: 'v2' }],
            }),
          ],
        }),
      ],
      [truth],
    ),
  ],
  [
    'a convolution padded by 100,000',
    model(
      graph(
        [
          node('Conv', ['x', 'k'], ['y'], {
            attribute: [{ name: 'pads', type: 7, ints: [1n, 1n, 1n, 1n].map((n) => n * 100_000n) }],
          }),
        ],
        [tensor('k', [1, 1, 3, 3])],
        image,
      ),
    ),
  ],
  [
    'an image made 10⁵ times as wide',
    model(
      graph(
        [node('Conv', ['x', 'k'], ['h']), node('Resize', ['h', '', 's'], ['y'])],
        [
          tensor('k', [1, 1, 3, 3]),
          tensor('s', [4], { dataType: 1, rawData: new Uint8Array(new Float32Array([1, 1, 1e5, 1e5]).buffer) }),
        ],
        image,
      ),
    ),
  ],
  [
    'a stride of 0',
    model(
      graph(
        [
          node('Conv', ['x', 'k'], ['h']),
          node('MaxPool', ['h'], ['y'], {
            attribute: [
              { name: 'kernel_shape', type: 7, ints: [2n, 2n] },
              { name: 'strides', type: 7, ints: [0n, 0n] },
            ],
          }),
        ],
        [tensor('k', [1, 1, 3, 3])],
        image,
      ),
    ),
  ],
  ['an operator that nobody knows', around([node('FlashAttentionX', ['h'], ['r'])])],
  ['an index beyond the table', around([node('Gather', ['w', 'i'], ['r'])], [integers('i', [], 99)])],
  ['weights that do not fit', model(graph([node('MatMul', ['x', 'w'], ['y'])], [tensor('w', [5, 3])]))],
  [
    'a chain of 50,000 operators',
    around([
      ...Array.from({ length: 50_000 }, (_, i) =>
        node('Relu', [i ? `a${i}` : 'h'], [i === 49_999 ? 'r' : `a${i + 1}`]),
      ),
    ]),
  ],
];
