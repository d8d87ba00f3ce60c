import { clone, createFileRegistry, type DescMessage } from '@bufbuild/protobuf';
import { FileDescriptorProtoSchema } from '@bufbuild/protobuf/wkt';
import { file_onnx } from 'onnx-buf';

/**
 * The fields that the reader uses of messages that hold much else. Left out are comments, inferred shapes, the bodies of
 * functions and, most of all, the numbers that tensors list one by one: the library would make each an object, up to 32
 * times the size of the file. It keeps fields that it does not know as bytes, and `tensors/listed.ts` reads those.
 */
const KEPT: { readonly [message: string]: readonly string[] } = {
  ModelProto: [
    'ir_version',
    'opset_import',
    'producer_name',
    'producer_version',
    'graph',
    'metadata_props',
    'functions',
  ],
  GraphProto: ['node', 'initializer', 'sparse_initializer', 'input', 'output'],
  NodeProto: ['input', 'output', 'name', 'op_type', 'domain', 'attribute'],
  ValueInfoProto: ['name', 'type'],
  FunctionProto: ['name', 'domain'],
  TensorProto: ['dims', 'data_type', 'name', 'raw_data', 'external_data', 'data_location'],
};

/** The ModelProto of onnx.proto with the kept fields only. */
export const LEAN_MODEL = leanModel();

function leanModel(): DescMessage {
  const file = clone(FileDescriptorProtoSchema, file_onnx.proto);
  for (const message of file.messageType) {
    const kept = KEPT[message.name];
    if (kept) message.field = message.field.filter(({ name }) => kept.includes(name));
  }
  const model = createFileRegistry(file, () => undefined).getMessage('onnx.ModelProto');
  if (!model) throw new Error('onnx.proto has no ModelProto');
  return model;
}
