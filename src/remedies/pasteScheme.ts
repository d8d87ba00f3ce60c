import { drawnInPytorch, flaxHelpers, initializer, pytorchHelpers } from '../export/code/laws.ts';
import { parseScheme } from '../network/schemes/index.ts';
import type { Paste } from './remedy.ts';

/** Sizes of which no two have a common ratio, so that a variance tells which of them it is over. */
const FANS = { fanIn: 7, fanOut: 11, units: 11 };

/** The lines that draw dense and convolutional layers as an initialisation does. */
export function pasteScheme(notation: string): Paste {
  const { scheme, args } = parseScheme(notation);
  const { law, sigmaW2, sigmaB2 } = scheme.dense(FANS, args);
  const weights = { law, variance: sigmaW2 / FANS.fanIn };
  const statement = drawnInPytorch('module.weight', weights, FANS);
  const biased = sigmaB2 !== undefined;
  const note = biased ? '  # biases by the same law' : '';
  const flax = initializer('flax', weights, FANS)!;
  return {
    pytorch: [
      'import math',
      'from torch import nn',
      ...helpersIn(statement, pytorchHelpers),
      'for module in model.modules():',
      '    if isinstance(module, (nn.Linear, nn.Conv2d)):',
      ...(biased
        ? ['        module.reset_parameters()']
        : [`        ${statement}`, '        if module.bias is not None: nn.init.zeros_(module.bias)']),
    ].join('\n'),
    keras: `keras.layers.Dense(units, kernel_initializer=keras.${initializer('keras', weights, FANS)})${note}`,
    flax: [...helpersIn(flax, flaxHelpers), `nn.Dense(units, kernel_init=${flax})${note}`].join('\n'),
  };
}

/** Functions that a line calls. */
function helpersIn(line: string, helpers: Readonly<Record<string, string>>): string[] {
  return Object.entries(helpers).flatMap(([name, source]) => (line.includes(`${name}(`) ? [source] : []));
}
