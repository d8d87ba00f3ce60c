import { beginsLikeModel } from './decode/checkBytes.ts';
import { badFile, EXPORT_AGAIN } from './problems.ts';

/** A kind of file that people take for an ONNX model, recognised by its first bytes. */
interface Foreign {
  readonly recognises: (text: string, bytes: Uint8Array) => boolean;
  readonly is: string;
  readonly remedy: string;
}

/** Bytes of a file that say what it is. */
export const BEGIN = 4096;

const FROM_TORCH = 'export it: torch.onnx.export(model, example, "model.onnx")';
const FROM_TENSORFLOW = 'export it with tf2onnx';

const KINDS: readonly Foreign[] = [
  {
    recognises: (text) => text.startsWith('version https://git-lfs'),
    is: 'a pointer of Git LFS, not the model itself',
    remedy: 'fetch the model: git lfs pull',
  },
  {
    recognises: (text) => text.startsWith('PK\x03\x04') && /\/data\.pkl|\/version|archive\//.test(text),
    is: 'a PyTorch checkpoint',
    remedy: FROM_TORCH,
  },
  {
    recognises: (text) => text.startsWith('PK\x03\x04') && /metadata\.json|config\.json/.test(text),
    is: 'a Keras model',
    remedy: `${FROM_TENSORFLOW}, or model.export("model.onnx", format="onnx")`,
  },
  { recognises: (text) => text.startsWith('PK\x03\x04'), is: 'a zip archive', remedy: 'unpack it first' },
  {
    recognises: (_, bytes) => bytes[0] === 0x80 && bytes[1] >= 2 && bytes[1] <= 5,
    is: 'a Python pickle, such as an old PyTorch checkpoint',
    remedy: FROM_TORCH,
  },
  { recognises: (text) => text.startsWith('\x89HDF\r\n'), is: 'an HDF5 file of Keras', remedy: FROM_TENSORFLOW },
  { recognises: (text) => text.startsWith('TFL3', 4), is: 'a TensorFlow Lite model', remedy: FROM_TENSORFLOW },
  {
    recognises: (text) => text.startsWith('ORTM', 4),
    is: 'a model in the format of ONNX Runtime',
    remedy: 'give the ONNX file from which it was made',
  },
  { recognises: (text) => text.startsWith('\x08\x01\x12'), is: 'a TensorFlow SavedModel', remedy: FROM_TENSORFLOW },
  {
    recognises: (text) => text.startsWith('GGUF'),
    is: 'a GGUF file',
    remedy: 'it holds no graph: export from its source',
  },
  {
    recognises: (text) => /^.{8}\{"/s.test(text) && text.charCodeAt(7) === 0,
    is: 'a safetensors file',
    remedy: `it holds weights without a network: load it, then ${FROM_TORCH}`,
  },
  { recognises: (text) => text.startsWith('\x93NUMPY'), is: 'a NumPy array', remedy: 'give the path of an ONNX model' },
  { recognises: (text) => text.startsWith('\x1f\x8b'), is: 'compressed by gzip', remedy: 'unpack it first: gunzip' },
  {
    recognises: (text) => /^\s*<(!doctype|html)/i.test(text),
    is: 'a web page',
    remedy: 'the download failed: use the link to the raw file',
  },
  {
    recognises: (text) => /^\s*<\?xml|^\s*<net/.test(text),
    is: 'an XML file, such as a model of OpenVINO',
    remedy: 'give the ONNX file from which it was made',
  },
  { recognises: (text) => /^\s*\{\s*"/.test(text), is: 'a JSON file', remedy: 'give the path of an ONNX model' },
];

/** @throws UserError `bad-model` for files that cannot be ONNX models, saying what they are */
export function checkBegin(bytes: Uint8Array, file: string): void {
  if (bytes.length === 0) throw badFile(file, 'is empty', EXPORT_AGAIN);
  const begin = bytes.subarray(0, BEGIN);
  const text = new TextDecoder('latin1').decode(begin);
  const kind = KINDS.find(({ recognises }) => recognises(text, begin));
  if (kind) throw badFile(file, `is ${kind.is}`, kind.remedy);
  if (!beginsLikeModel(begin)) throw badFile(file, 'is not an ONNX model', 'give the path of a file like model.onnx');
}
