import type { ModelGraph } from '../../graph/modelGraph.ts';
import { originsOf } from '../../graph/origins.ts';

/** Names that exporters make up: PyTorch's first and second, tf2onnx, and those of computed values. */
const MADE_UP: readonly RegExp[] = [
  /^\d+$/,
  /^onnx::\w+_\d+$/,
  /^(val|node_\w+|t|transpose|permute|_to_copy|r)_?\d+$/,
  /(^const_fold_opt_|^(Reshape|Transpose|Unsqueeze|Squeeze|Cast|Const|new_shape)_)_\d+/,
  /_output_\d+$/,
  /(^|\/)Constant(_\d+)?$/,
];

/** What reading a variable adds to its name in TensorFlow. */
const READ_VARIABLE = /(\/Read)?\/ReadVariableOp(_\d+)?(\/resource)?(__\d+)?(:\d+)?$/;
const TENSORFLOW_VARIABLE =
  /\/(kernel|bias|gamma|beta|moving_mean|moving_variance|embeddings|recurrent_kernel)(:\d+)?$/;
/** Operators of TensorFlow that stand between a layer and its variable. */
const OPERATOR =
  /\/(MatMul|Conv\dD|BiasAdd|Tensordot|depthwise|FusedBatchNormV\d|batchnorm(\/\w+)?|Cast|embedding_lookup|mul|add)(_\d+)?$/;

/** A name that people gave: whole, or without the last part, which its role then has to give. */
interface AuthorName {
  readonly name: string;
  readonly isLayer: boolean;
}

/** How the author of a model knows a constant, if the file still tells. */
export function authorName(graph: ModelGraph, value: string): AuthorName | undefined {
  const origins = originsOf(graph, value).filter((name) => !isMadeUp(name));
  // An identity gives a tensor that is stored once the name of each layer; all else is made of what the author named.
  const given = graph.maker(value)?.op === 'Identity' ? origins[0] : origins.at(-1);
  if (given === undefined) return undefined;
  if (READ_VARIABLE.test(given)) {
    const variable = scopePath(given.replace(READ_VARIABLE, ''));
    const layer = variable.replace(OPERATOR, '');
    return { name: dotted(layer), isLayer: layer !== variable };
  }
  if (TENSORFLOW_VARIABLE.test(given)) return { name: dotted(scopePath(given.replace(/:\d+$/, ''))), isLayer: false };
  // A weight norm stores a direction and a length.
  return { name: given.replace(/\.weight(_v|_g|_orig)$/, '.weight'), isLayer: false };
}

export function isMadeUp(name: string): boolean {
  return MADE_UP.some((pattern) => pattern.test(name));
}

/** The module that a node belongs to, of exporters that write it into its name: "/features/features.3/Conv". */
export function scopeOf(nodeName: string): string | undefined {
  const modules = scopePath(nodeName).split('/').slice(0, -1);
  // A child of a container is called after both.
  const innermost = modules.filter((module, i) => !modules[i + 1]?.startsWith(`${module}.`));
  return innermost.length === 0 ? undefined : innermost.join('.');
}

/** Without what TensorFlow adds: calls of graphs, and the model itself as Keras calls it. PyTorch begins with a slash. */
function scopePath(name: string): string {
  if (name.startsWith('/')) return name.slice(1);
  return name.replace(/^((Stateful)?PartitionedCall\/)+/, '').replace(/^(sequential|model|functional)(_\d+)?\//, '');
}

function dotted(path: string): string {
  return path.replaceAll('/', '.');
}
