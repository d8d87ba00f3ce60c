import { inWords } from '../../audit/laws/inWords.ts';
import { mapLayers, withGiven } from '../../network/mapLayers.ts';
import { sameWeights } from '../inNotation/weights.ts';
import type { NotationChange, NotationSubject, Remedy } from '../remedy.ts';

/** Random biases are the same for all points, and so add to what these share: cov′ = σ_w² cov + σ_b². Docs/theory §0, eq. 5. */
export const noBiases: Remedy = {
  name: 'no-biases',
  title: () => 'no biases',
  summary: 'biases begin at 0 instead of being drawn',
  effort: 'initialisation',
  experiments: ['12-biases'],
  inNotation: (setup) => withoutBiases(setup) ?? 'no biases are drawn',
  inModel: ({ plan: { parameters }, laws }) => {
    const drawn = parameters.filter(({ name, role }) => {
      const law = laws.get(name)?.law;
      return /bias/i.test(role) && law !== undefined && 'variance' in law && law.variance > 0;
    });
    if (drawn.length === 0) return 'no biases are drawn';
    const law = { law: 'constant', value: 0 } as const;
    const others = drawn.map(({ name, dims }) => [name, { law, reads: inWords(law, dims) }] as const);
    return [
      { where: drawn.length === 1 ? 'one layer' : `${drawn.length} layers`, laws: new Map([...laws, ...others]) },
    ];
  },
  paste: () => ({
    pytorch: [
      'for module in model.modules():',
      '    if getattr(module, "bias", None) is not None:',
      '        torch.nn.init.zeros_(module.bias)',
    ].join('\n'),
    keras: 'keras.layers.Dense(units, bias_initializer="zeros")  # the default of Keras',
    flax: 'nn.Dense(units, bias_init=nn.initializers.zeros)  # the default of Flax',
  }),
};

/** The network without random biases; undefined where it has none. */
export function withoutBiases(setup: NotationSubject): readonly NotationChange[] | undefined {
  const network = mapLayers(setup.network, (layer) => withGiven(layer, { sigmaB2: 0 }));
  const init = { ...setup.init, sigmaB2: 0 };
  if (sameWeights({ layers: network.place(setup.shape), init }, setup)) return undefined;
  return [{ where: 'all layers', network, init }];
}
