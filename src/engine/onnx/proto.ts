/**
 * The library behind ONNX files (onnx-buf, compiled protobuf definitions on @bufbuild/protobuf), which only this file and
 * the decoder of foreign models (read/decode) know.
 * Field names are those of onnx.proto, in camel case; unset scalars read as 0 or ''.
 */
import { create, fromBinary, type MessageInitShape, toBinary } from '@bufbuild/protobuf';
import { type ModelProto, ModelProtoSchema } from 'onnx-buf';

export {
  type AttributeProto,
  AttributeProto_AttributeType as AttributeType,
  type GraphProto,
  type ModelProto,
  type NodeProto,
  type TensorProto,
  TensorProto_DataLocation as DataLocation,
  TensorProto_DataType as DataType,
  type ValueInfoProto,
} from 'onnx-buf';

/** A model as a plain object, as `encodeModel` takes it. */
export type ModelInit = MessageInitShape<typeof ModelProtoSchema>;

export function encodeModel(model: ModelInit): Uint8Array<ArrayBuffer> {
  return toBinary(ModelProtoSchema, create(ModelProtoSchema, model));
}

/** @throws Error when the bytes are not an ONNX model */
export function decodeModel(bytes: Uint8Array): ModelProto {
  return fromBinary(ModelProtoSchema, bytes);
}
