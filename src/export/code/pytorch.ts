import type { WeightLaw } from '../../graph/graph.ts';
import type { Fans } from '../../network/schemes/scheme.ts';
import { drawnInPytorch, isPytorchDefault, pytorchHelpers } from './laws.ts';
import { Source } from './source.ts';
import { tuple } from './statements.ts';

/** A module of `__init__`, and the statements that draw its weights, with "@" for its name. */
interface Member {
  readonly name: string;
  readonly made: string;
  readonly draws: readonly string[];
}

/** The laws of a module's weights and biases as the program draws them; biases are 0 where there are none. */
export interface Laws {
  readonly weight: WeightLaw;
  readonly bias?: WeightLaw;
  /** As PyTorch counts them. */
  readonly fans: Fans;
}

/** Writes a network as an `nn.Module`. */
export class PytorchWriter extends Source {
  private readonly members: Member[] = [];

  constructor() {
    super('pytorch');
  }

  /**
   * Makes a module. @param kind of its name: "conv" for conv1, conv2
   * @param draws statements for reset_parameters, "@" its name
   * @returns how the forward pass names it
   */
  module(kind: string, made: string, draws: readonly string[] = []): string {
    const name = `self.${this.numbered(kind)}`;
    this.members.push({ name, made, draws });
    return name;
  }

  /** Makes a module with `weight` and `bias`. @param fixed statements after the draws */
  drawn(kind: string, made: string, { weight, bias, fans }: Laws, fixed: readonly string[] = []): string {
    const asBuilt = isPytorchDefault(weight, fans) && bias && isPytorchDefault(bias, fans);
    const draws = asBuilt
      ? []
      : [
          this.draw('@.weight', weight, fans),
          bias ? this.draw('@.bias', bias, fans, '@.weight') : 'nn.init.zeros_(@.bias)',
        ];
    return this.module(kind, made, [...draws, ...fixed]);
  }

  /** The statement that draws a tensor, and the functions that it calls. */
  draw(tensor: string, law: WeightLaw, fans: Fans | undefined, weight = tensor): string {
    const statement = drawnInPytorch(tensor, law, fans, weight);
    for (const [name, text] of Object.entries(pytorchHelpers)) {
      if (statement.includes(`${name}(`)) this.helpers.set(name, text);
    }
    return statement;
  }

  has(type: RegExp): boolean {
    return this.members.some(({ made }) => type.test(made));
  }

  /** Lines of `__init__`. */
  makes(): string[] {
    const all = this.members.map(({ name, made }) => `${name} = ${made}`);
    return this.draws().length > 0 ? [...all, 'self.reset_parameters()'] : all;
  }

  /** Lines of `reset_parameters`: modules that are drawn alike in one loop. */
  draws(): string[] {
    const alike = new Map<string, Member[]>();
    for (const member of this.members) {
      if (member.draws.length === 0) continue;
      const key = member.draws.join('\n');
      alike.set(key, [...(alike.get(key) ?? []), member]);
    }
    return [...alike.values()].flatMap((group) => this.drawsOf(group, alike.size === 1));
  }

  private drawsOf(group: readonly Member[], isOnly: boolean): string[] {
    const [{ name, draws }] = group as [Member, ...Member[]];
    const said = (module: string) => draws.map((line) => line.replaceAll('@', module));
    if (group.length === 1) return said(name);
    const body = said('module').map((line) => `    ${line}`);
    const types = [...new Set(group.map(typeOf))];
    const ofTypes = this.members.filter((member) => types.includes(typeOf(member)));
    if (!isOnly || ofTypes.length !== group.length) {
      const names = group.map((member) => member.name);
      return [`for module in ${tuple(names, '', '        for module in ')}:`, ...body];
    }
    const type = types.length === 1 ? types[0] : tuple(types, '');
    return [
      'for module in self.modules():',
      `    if isinstance(module, ${type}):`,
      ...body.map((line) => `    ${line}`),
    ];
  }
}

function typeOf({ made }: Member): string {
  return /^[\w.]+/.exec(made)![0];
}
