import type { ModelGraph } from '../graph/modelGraph.ts';
import { type Candidate, isDrawn } from './candidates.ts';
import { isMadeUp } from './names/authorName.ts';

/**
 * Convolutions into which the export has multiplied a batch norm. Exporters then lose the names: PyTorch's first exporter
 * numbers weight and bias of these, "onnx::Conv_28" or, before PyTorch 1.12, "28", and keeps all other names; its second
 * calls the bias "conv.weight_bias".
 */
export function withFoldedNorms(graph: ModelGraph, candidates: readonly Candidate[]): Candidate[] {
  const weights = candidates.filter(({ ruling }) => isDrawn(ruling) && ruling.role === 'weight');
  const keepsNames = candidates.some(({ value }) => /\.(weight|bias)$/.test(value));
  return weights.filter(({ value, ruling }) => {
    if (!isDrawn(ruling) || ruling.owner.op !== 'Conv') return false;
    const bias = ruling.owner.inputs[2] ?? '';
    if (/\.weight_bias$/.test(bias)) return true;
    const areNumbered = isMadeUp(value) && isMadeUp(bias) && graph.isConstant(bias);
    return areNumbered && (keepsNames || value.startsWith('onnx::'));
  });
}

/** @param layers names of the convolutions */
export function noteOnFoldedNorms(layers: readonly string[]): string[] {
  if (layers.length === 0) return [];
  const which = layers.length > 3 ? `${layers.slice(0, 3).join(', ')} …` : layers.join(', ');
  const have = layers.length === 1 ? '1 convolution has' : `${layers.length} convolutions have`;
  return [
    `${have} a batch norm folded into its weights by the export (${which}), and what is drawn anew has none: --unfold-bn puts it back`,
  ];
}
