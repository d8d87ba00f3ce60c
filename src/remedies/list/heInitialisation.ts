import { lawsOf } from '../../audit/laws/lawsOf.ts';
import { sameWeights, withoutOwnScales } from '../inNotation/weights.ts';
import type { NotationChange, NotationSubject, Remedy } from '../remedy.ts';

/** N(0, 2/fan-in) without biases. Source: He et al., Delving Deep into Rectifiers, ICCV 2015. */
export const heInitialisation: Remedy = {
  name: 'he-initialisation',
  title: () => 'He initialisation',
  summary: 'weights are drawn as He et al. do, of variance 2/fan-in, and biases begin at 0',
  effort: 'initialisation',
  experiments: ['12-biases'],
  inNotation: (setup) => {
    if (setup.layers.some(({ input }) => input.length === 2)) {
      return 'He et al. derive their variance for dense and convolutional layers, not for tokens';
    }
    return withHe(setup) ?? 'weights have these variances already';
  },
  inModel: async ({ plan: { parameters }, laws, init }) => {
    if (init === 'he') return 'weights have these variances already';
    if (parameters.some(({ kind }) => /attention|embedding/.test(kind))) {
      return 'He et al. derive their variance for dense and convolutional layers, not for tokens';
    }
    const found = await lawsOf(parameters, 'he');
    const drawn = parameters.filter(({ role }) => role === 'weight' || role === 'bias');
    const others = drawn.map(({ name }) => [name, found.get(name)!] as const);
    return [{ where: 'all layers', laws: new Map([...laws, ...others]), init: 'he' }];
  },
  paste: () => ({
    pytorch: [
      'for module in model.modules():',
      '    if isinstance(module, (torch.nn.Linear, torch.nn.Conv2d)):',
      '        torch.nn.init.kaiming_normal_(module.weight)',
      '        if module.bias is not None: torch.nn.init.zeros_(module.bias)',
    ].join('\n'),
    keras: 'keras.layers.Dense(units, kernel_initializer="he_normal")',
    flax: 'nn.Dense(units, kernel_init=nn.initializers.he_normal())',
  }),
};

/** The network with He initialisation; undefined where its weights have these variances. */
export function withHe(setup: NotationSubject): readonly NotationChange[] | undefined {
  const network = withoutOwnScales(setup.network);
  const init = { scheme: 'he' };
  if (sameWeights({ layers: network.place(setup.shape), init }, setup)) return undefined;
  return [{ where: 'all layers', network, init }];
}
