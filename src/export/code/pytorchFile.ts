import { writeAll } from '../layers/writeAll.ts';
import type { Unfolded } from '../words.ts';
import type { Modes } from './modes.ts';
import { head, type Origin } from './origin.ts';
import { PytorchWriter } from './pytorch.ts';
import { indented } from './statements.ts';

/** A network as the source of an `nn.Module`. */
export function pytorchFile(layers: readonly Unfolded[], origin: Origin): string {
  const w = new PytorchWriter();
  writeAll(w, layers);
  const draws = w.draws();
  const mixed = isMixed(origin.modes);
  const body = [...w.lines, `return ${w.now}`];
  const methods = [
    `def __init__(self):\n    super().__init__()\n${indented(w.makes(), '    ')}`,
    draws.length > 0 && `def reset_parameters(self):\n${indented(draws, '    ')}`,
    `def forward(self, x):\n${indented(body, '    ')}`,
    mixed && asMeasured(origin.modes),
  ].filter((method) => method !== false);
  const output = layers.at(-1)!.placed.output;
  const says = `"""Points of shape ${shaped(origin.shape)} to outputs of shape ${shaped(output)}."""`;
  const network = `class Network(nn.Module):\n    ${says}\n\n${methods.map((method) => indented([method], '    ')).join('\n\n')}`;
  const parts = [...w.helpers.values(), network];
  const code = parts.join('\n\n\n');
  const imports = [
    /\bmath\./.test(code) ? 'import math\n' : '',
    ...['import torch', 'from torch import nn'],
    ...(/\bF\./.test(code) ? ['from torch.nn import functional as F'] : []),
  ].filter((line) => line !== '');
  const evaluated = !mixed && [origin.modes.batchNorm, origin.modes.dropout].includes('eval');
  const use = [
    `torch.manual_seed(${origin.seed})`,
    `network = Network()${mixed ? '.as_measured()' : evaluated ? '.eval()' : ''}`,
    'outputs = network(points)',
  ];
  return `${head(origin, [], use)}\n\n${imports.join('\n')}\n\n\n${code}\n`;
}

/** Batch norms and dropout in different modes, which neither train() nor eval() says. */
function isMixed({ batchNorm, dropout }: Modes): boolean {
  return batchNorm !== undefined && dropout !== undefined && batchNorm !== dropout;
}

function asMeasured({ dropout }: Modes): string {
  const says = dropout === 'eval' ? 'Batch statistics without dropout' : 'Dropout without batch statistics';
  return `def as_measured(self):
    """${says}, as firstguess measures it."""
    self.train()
    for module in self.modules():
        if isinstance(module, ${dropout === 'eval' ? 'nn.Dropout' : '(nn.BatchNorm1d, nn.BatchNorm2d)'}):
            module.eval()
    return self`;
}

function shaped(shape: readonly number[]): string {
  return `[N, ${shape.join(', ')}]`;
}
