import { decodeForeign } from './decode/decode.ts';
import { checkBegin } from './foreign.ts';
import { importGraph } from './graphs/importGraph.ts';
import { inOrder } from './graphs/inOrder.ts';
import type { Model } from './model.ts';
import { badFile, EXPORT_AGAIN } from './problems.ts';
import type { TensorContext } from './tensors/constant.ts';
import { checkedOpsets } from './versions.ts';

/**
 * The bytes of an ONNX file as a model. They must not change afterwards: constants are read from them when asked for.
 * @throws UserError `bad-model` for anything but a sound ONNX model
 */
export function parseModel(bytes: Uint8Array, context: TensorContext): Model {
  const { file } = context;
  checkBegin(bytes, file);
  const proto = decodeForeign(bytes, file);
  if (!proto.graph) throw badFile(file, 'has no graph', EXPORT_AGAIN);
  const opsets = checkedOpsets(proto, file);
  const { constants, ...graph } = importGraph(proto.graph, context);
  if (graph.outputs.length === 0) throw badFile(file, 'has no outputs', EXPORT_AGAIN);
  return {
    ...inOrder(graph, constants, file),
    file,
    producer: [proto.producerName, proto.producerVersion].filter((text) => text !== '').join(' '),
    irVersion: Number(proto.irVersion),
    opsets,
    constants,
    functions: new Set(proto.functions.map(({ domain, name }) => `${domain}.${name}`)),
    metadata: new Map(proto.metadataProps.map(({ key, value }) => [key, value])),
  };
}
