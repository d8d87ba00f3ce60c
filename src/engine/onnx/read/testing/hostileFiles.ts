import { encodeModel } from '../../proto.ts';
import { elsewhere, graph, info, integers, model, node, soundModel, subgraph, tensor } from './build.ts';

/** A file that reads as latin-1 text. */
function text(content: string): Uint8Array {
  return Uint8Array.from(content, (letter) => letter.charCodeAt(0));
}

/** A field with bytes inside, by hand: the library cannot write what is nested too deep. */
export function field(number: number, content: Uint8Array): Uint8Array {
  const length: number[] = [];
  for (let rest = content.length; ; rest = Math.floor(rest / 128)) {
    length.push(rest < 128 ? rest : (rest % 128) + 128);
    if (rest < 128) break;
  }
  return Uint8Array.from([...[number * 8 + 2], ...length, ...content]);
}

/** Graphs in attributes of nodes in graphs: field 1 of a graph, 5 of a node, 6 of an attribute. */
function nested(levels: number): Uint8Array {
  let inner: Uint8Array = new Uint8Array();
  for (let i = 0; i < levels; i++) inner = field(1, field(5, field(6, inner)));
  return field(7, inner);
}

export function repeated(part: Uint8Array, times: number): Uint8Array {
  const all = new Uint8Array(part.length * times);
  for (let i = 0; i < times; i++) all.set(part, i * part.length);
  return all;
}

const relu = node('Relu', ['x'], ['y'], { name: 'act' });
const matMul = node('MatMul', ['x', 'w'], ['y']);
/** A model that multiplies by a constant. */
const withWeight = (...rest: Parameters<typeof tensor>) => model(graph([matMul], [tensor(...rest)]));
const withExternal = (entries: Record<string, string>) => model(graph([matMul], [elsewhere('w', [4, 3], entries)]));
const sound = soundModel();

/** Files that are refused when they are read: what is wrong, the bytes, what the message says. */
export const hostileFiles: readonly (readonly [string, Uint8Array, RegExp])[] = [
  ['nothing', new Uint8Array(), /is empty/],
  ['an end that is missing', sound.subarray(0, -20), /is cut short: at least 14 bytes/],
  ['a begin that is missing', sound.subarray(5), /not an ONNX model|damaged|cut short/],
  ['random bytes', Uint8Array.from({ length: 500 }, (_, i) => (i * 37) % 256), /not an ONNX model/],
  [
    'a pointer of Git LFS',
    text('version https://git-lfs.github.com/spec/v1\noid sha256:a\n'),
    /Git LFS[\s\S]*git lfs pull/,
  ],
  ['a checkpoint', text('PK\x03\x04\0\0\0\0model/data.pkl'), /a PyTorch checkpoint[\s\S]*torch.onnx.export/],
  ['an old checkpoint', text('\x80\x02\x8a\nl\xfc\x9c'), /pickle[\s\S]*torch.onnx.export/],
  ['a Keras archive', text('PK\x03\x04\0\0\0\0metadata.json'), /a Keras model[\s\S]*tf2onnx/],
  ['an archive', text('PK\x03\x04\0\0\0\0model.onnx'), /a zip archive[\s\S]*unpack/],
  ['HDF5', text('\x89HDF\r\n\x1a\n\0'), /HDF5[\s\S]*tf2onnx/],
  ['TensorFlow Lite', text('\x1c\0\0\0TFL3\0'), /TensorFlow Lite[\s\S]*tf2onnx/],
  ['a format of ONNX Runtime', text('\x1c\0\0\0ORTM\0'), /ONNX Runtime/],
  ['a SavedModel', text('\x08\x01\x12\x05hello'), /SavedModel[\s\S]*tf2onnx/],
  ['GGUF', text('GGUF\x03\0\0\0'), /GGUF/],
  ['safetensors', text('\x40\0\0\0\0\0\0\0{"w":{}}'), /safetensors/],
  ['an array', text('\x93NUMPY\x01'), /NumPy/],
  ['gzip', text('\x1f\x8b\x08'), /gunzip/],
  ['a web page', text('<!DOCTYPE html>\n<title>404'), /web page/],
  ['XML', text('<?xml version="1.0"?><net>'), /OpenVINO/],
  ['JSON', text('{"modelTopology": {}}'), /JSON/],
  ['no graph', model(undefined), /has no graph/],
  ['no outputs', model(graph([relu], [], { output: [] })), /has no outputs/],
  ['a wrong type of field', Uint8Array.of(8, 8, 0x38, 5), /damaged: byte 2/],
  ['a group', Uint8Array.of(8, 8, 0x3b, 0x3c), /damaged/],
  ['a number without end', Uint8Array.of(8, ...new Array(12).fill(0xff)), /damaged/],
  ['a message longer than that around it', Uint8Array.of(8, 8, 0x3a, 4, 0x0a, 9, 0, 0, 8, 8, 8, 8, 8, 8), /damaged/],
  ['floats that end amid one', Uint8Array.of(...field(7, field(1, field(5, field(7, new Uint8Array(5)))))), /damaged/],
  ['3,000 subgraphs inside each other', nested(3000), /nested too deep/],
  ['40 subgraphs inside each other', nested(40), /nested too deep/],
  ['nothing but empty nodes', field(7, repeated(Uint8Array.of(10, 0), 50)), /states the version 0/],
  ['no version of the format', encodeModel({ graph: graph([relu]) }), /version 0 of the format/],
  ['version 99 of the format', model(graph([relu]), { irVersion: 99n }), /version 99 of the format/],
  ['version 2 of the format', model(graph([relu]), { irVersion: 2n }), /version 2 of the format, but 3/],
  ['no opset', model(graph([relu]), { opsetImport: [] }), /no version of its operators/],
  ['opset 6', model(graph([relu]), { opsetImport: [{ domain: '', version: 6n }] }), /opset 6, but 7/],
  ['opset 99', model(graph([relu]), { opsetImport: [{ domain: 'ai.onnx', version: 99n }] }), /opset 99/],
  ['opset −1', model(graph([relu]), { opsetImport: [{ domain: 'a', version: -1n }] }), /impossible version -1/],
  [
    'a cycle',
    model(graph([node('Add', ['x', 'b'], ['a']), node('Tanh', ['a'], ['b']), node('Identity', ['b'], ['y'])])),
    /needs its own output: the node \(Add\) that makes "a" → the node \(Tanh\)/,
  ],
  ['a node that needs itself', model(graph([node('Add', ['y', 'x'], ['y'])])), /needs its own output/],
  [
    'a value made twice',
    model(graph([relu, node('Tanh', ['x'], ['y'])])),
    /\(Tanh\).* makes "y", .*"act" \(Relu\) makes/,
  ],
  ['an input made again', model(graph([node('Tanh', ['x'], ['x']), relu])), /makes "x", which is an input/],
  ['a constant made again', model(graph([relu], [tensor('y', [1])])), /makes "y", which is a constant/],
  ['two inputs of one name', model(graph([relu], [], { input: [info('x'), info('x')] })), /two inputs/],
  ['an unknown input', model(graph([node('Add', ['x', 'nope'], ['y'])])), /\(Add\) that makes "y" takes "nope"/],
  ['an unknown output', model(graph([node('Relu', ['x'], ['z'])])), /output "y" is made by no node/],
  [
    'an unknown input in a branch',
    model(
      graph([
        node('If', ['x'], ['y'], {
          attribute: [subgraph('then_branch', { node: [node('Relu', ['gone'], ['z'])], output: [info('z')] })],
        }),
      ]),
    ),
    /\(Relu\) that makes "z" takes "gone"/,
  ],
  ['a constant without a name', withWeight('', [4, 3]), /no name/],
  ['two constants of one name', model(graph([matMul], [tensor('w', [4, 3]), tensor('w', [4])])), /two constants .*"w"/],
  ['negative dims', withWeight('w', [-4, 3]), /"w" has negative dims \[-4, 3\]/],
  ['absurd dims', withWeight('w', [4, 2n ** 62n]), /"w" has the absurd dims/],
  ['dims that overflow', withWeight('w', [2n ** 32n, 2n ** 32n]), /"w" has the absurd dims/],
  ['dims that overflow behind a zero', withWeight('w', [0, 2n ** 62n, 2n ** 62n]), /"w" has the absurd dims/],
  ['100 axes', withWeight('w', new Array(100).fill(1)), /"w" has 100 axes/],
  ['too few bytes', withWeight('w', [4, 3], { rawData: new Uint8Array(47) }), /"w" has 47 bytes, .* ask for 48/],
  ['no bytes', withWeight('w', [4, 3], { dataType: 1 }), /"w" has 0 elements, .* ask for 12/],
  ['too few elements', model(graph([matMul], [integers('w', [3], 1, 2)])), /"w" has 2 elements, .* ask for 3/],
  ['an unknown type', withWeight('w', [4, 3], { dataType: 77 }), /"w" has elements of type 77/],
  [
    'a sparse constant',
    model(graph([relu], [], { sparseInitializer: [{ values: tensor('s', [1]) }] })),
    /"s" is sparse/,
  ],
  ['an absolute path', withExternal({ location: '/etc/passwd' }), /"w" lies in "\/etc\/passwd", which is outside/],
  ['a path of another system', withExternal({ location: 'C:\\secret' }), /outside the folder/],
  ['a path upwards', withExternal({ location: 'a/../../secret.bin' }), /outside the folder/],
  ['no path', withExternal({ offset: '0' }), /names no file/],
  ['a negative offset', withExternal({ location: 'w.bin', offset: '-8' }), /impossible offset "-8"/],
  ['a huge offset', withExternal({ location: 'w.bin', offset: '9007199254740991' }), /impossible offset/],
  ['a length that is no number', withExternal({ location: 'w.bin', length: 'all' }), /impossible length "all"/],
  ['a huge length', withExternal({ location: 'w.bin', length: '4000000000000' }), /4000000000000 bytes .* ask for 48/],
  ['a constant node without value', model(graph([node('Constant', [], ['y'])])), /\(Constant\) .* states no value/],
  ['a constant node of two outputs', model(graph([node('Constant', [], ['y', 'z'])])), /has 2 outputs/],
  [
    'a negative shape',
    model(graph([node('ConstantOfShape', ['s'], ['y'])], [integers('s', [1], -5)])),
    /negative dims/,
  ],
  [
    'a shape of 10^18 elements',
    model(graph([node('ConstantOfShape', ['s'], ['y'])], [integers('s', [2], 1e9, 1e9)])),
    /absurd dims/,
  ],
  [
    'two values to fill a shape with',
    model(
      graph(
        [node('ConstantOfShape', ['s'], ['y'], { attribute: [{ name: 'value', type: 4, t: tensor('', [2]) }] })],
        [integers('s', [1], 5)],
      ),
    ),
    /has 2 values/,
  ],
  ['an input of length −7', model(graph([relu], [], { input: [info('x', [-7])] })), /"x" has an axis/],
  [
    'a name that would colour the terminal',
    model(graph([node('Relu', ['\x1b[31m\x9b'], ['y'])])),
    /takes "\\u001b\[31m\\u009b"/,
  ],
  ['a name of 10,000 letters', model(graph([node('Relu', ['n'.repeat(1e4)], ['y'])])), /takes "n{80}…"/],
];
