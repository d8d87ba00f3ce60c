import { node, opsetOf, repeated } from '../../audit/rewrite/parts.ts';
import type { Layer } from '../../network/layer.ts';
import { activations } from '../../network/layers/activations.ts';
import { activationsOf } from '../inModels/activations.ts';
import { exchanged, type Make } from '../inModels/edits.ts';
import { countHidden, each, isActivation, mapHidden } from '../inNotation/hidden.ts';
import type { Paste, Remedy } from '../remedy.ts';

interface Kind {
  readonly layer: () => Layer;
  readonly op: string;
  readonly make: Make;
  /** The first opset that has its operators. */
  readonly since: number;
  readonly paste: Paste;
}

/** What may take the place of other activations: odd, or with a mean that is smaller beside their spread. */
const kinds: Readonly<Record<string, Kind>> = {
  gelu: {
    layer: activations.gelu,
    op: 'Erf',
    since: 9,
    make: (from, to, { name }) => {
      return {
        nodes: [
          node('Mul', [from, name('rootHalf')], [name('scaled')]),
          node('Erf', [name('scaled')], [name('erf')]),
          node('Add', [name('erf'), name('one')], [name('gate')]),
          node('Mul', [from, name('gate')], [name('twice')]),
          node('Mul', [name('twice'), name('half')], [to]),
        ],
        constants: [
          repeated(name('rootHalf'), [], Math.SQRT1_2),
          repeated(name('one'), [], 1),
          repeated(name('half'), [], 0.5),
        ],
      };
    },
    paste: { pytorch: 'torch.nn.GELU()', keras: 'activation="gelu"', flax: 'nn.gelu(x, approximate=False)' },
  },
  silu: {
    layer: activations.silu,
    op: 'Sigmoid',
    since: 1,
    make: (from, to, { name }) => ({
      nodes: [node('Sigmoid', [from], [name('gate')]), node('Mul', [from, name('gate')], [to])],
      constants: [],
    }),
    paste: { pytorch: 'torch.nn.SiLU()', keras: 'activation="silu"', flax: 'nn.silu(x)' },
  },
  tanh: {
    layer: activations.tanh,
    op: 'Tanh',
    since: 1,
    make: (from, to) => ({ nodes: [node('Tanh', [from], [to])], constants: [] }),
    paste: { pytorch: 'torch.nn.Tanh()', keras: 'activation="tanh"', flax: 'nn.tanh(x)' },
  },
};

/** Which activation it is decides how much bias a layer makes: the mean of φ beside its spread. Docs/theory §3. */
export const otherActivation: Remedy = {
  name: 'other-activation',
  title: (variant) => `${variant} activation`,
  summary: 'the activations are exchanged for another one',
  effort: 'activation',
  experiments: ['12-activations'],
  inNotation: ({ network }) => {
    const found = Object.entries(kinds).flatMap(([variant, { layer }]) => {
      const { definition } = layer();
      const isOther = (part: Layer) => isActivation(part) && part.definition !== definition;
      const count = countHidden(network, isOther);
      if (count === 0) return [];
      const other = mapHidden(network, (row) =>
        row.map((part) => (part.kind === 'layer' && isOther(part) ? layer() : part)),
      );
      return [{ variant, where: each(count, 'activation'), network: other }];
    });
    return found.length > 0 ? found : 'it has no activations before its readout';
  },
  inModel: ({ plan }) => {
    const all = activationsOf(plan);
    if (all.length === 0) return 'it has no activations before its readout';
    return Object.entries(kinds).flatMap(([variant, { op, make, since }]) => {
      const others = all.filter((activation) => activation.op !== op);
      if (others.length === 0 || opsetOf(plan.model) < since) return [];
      return [{ variant, where: each(others.length, 'activation'), edit: exchanged(others, make) }];
    });
  },
  paste: (variant) => kinds[variant!].paste,
};
