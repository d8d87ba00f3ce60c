import { withInputs } from '../../audit/rewrite/parts.ts';
import type { ModelNode } from '../../engine/onnx/read/model.ts';
import { activationsOf } from '../inModels/activations.ts';
import { makes, rewritten } from '../inModels/edits.ts';
import { countHidden, each, isActivation, mapHidden } from '../inNotation/hidden.ts';
import { isNorm } from '../inNotation/norms.ts';
import type { Remedy } from '../remedy.ts';

/** linear, activation, norm for linear, norm, activation: the norm then sees the mean that the activation makes. Docs/theory §6. */
export const movedNorm: Remedy = {
  name: 'moved-norm',
  title: () => 'norm moved behind',
  summary: 'norms stand behind the activations instead of before them',
  effort: 'architecture',
  experiments: ['12-norm-placement'],
  inNotation: ({ network }) => {
    let rows = 0;
    const changed = mapHidden(network, (row) => {
      const moved = [...row];
      for (let place = 0; place + 1 < moved.length; place++) {
        const [norm, activation] = moved.slice(place, place + 2);
        if (!isNorm(norm) || !isActivation(activation) || isNorm(moved[place + 2])) continue;
        moved.splice(place, 2, activation, norm);
        rows++;
        place++;
      }
      return moved;
    });
    if (rows === 0) return 'no norm stands before an activation';
    return [
      {
        where: each(
          countHidden(network, (layer) => isNorm(layer)),
          'norm',
        ),
        network: changed,
      },
    ];
  },
  inModel: ({ plan }) => {
    const { nodes } = plan.model;
    const pairs = activationsOf(plan).flatMap(({ from, to, inside }) => {
      const norm = nodes.find(({ op, outputs }) => op === 'BatchNormalization' && outputs[0] === from);
      const isOnly = nodes.filter(({ inputs }) => inputs.includes(from)).length === 1;
      return norm && isOnly && inside.size === 1 ? [{ norm: from, activation: to }] : [];
    });
    if (pairs.length === 0) return 'no batch norm stands before an activation that is one operator';
    const byNorm = new Map(pairs.map((pair) => [pair.norm, pair]));
    const byActivation = new Map(pairs.map((pair) => [pair.activation, pair]));
    return [
      {
        where: each(pairs.length, 'batch norm'),
        edit: (model) => {
          const norms = new Map<string, ModelNode>();
          return rewritten(model, (node) => {
            const [value] = node.outputs;
            if (byNorm.has(value)) {
              norms.set(value, node);
              return { nodes: [], constants: [] };
            }
            const pair = byActivation.get(value);
            const norm = pair && norms.get(pair.norm);
            if (!norm) return undefined;
            const plain = `${value}/plain`;
            const [x, ...statistics] = norm.inputs;
            const activation = withInputs(
              node,
              node.inputs.map((input) => (input === pair.norm ? x : input)),
            );
            return {
              nodes: [makes(activation, plain), makes(withInputs(norm, [plain, ...statistics]), value)],
              constants: [],
            };
          });
        },
      },
    ];
  },
  paste: () => ({
    pytorch: 'torch.nn.Sequential(linear, activation, norm)',
    keras: 'keras.Sequential([linear, activation, norm])',
    flax: 'nn.Sequential([linear, activation, norm])',
  }),
};
