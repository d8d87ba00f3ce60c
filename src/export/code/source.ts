import type { Activation } from '../../activations/activation.ts';
import type { Framework } from '../formats.ts';
import { formulaOf } from './formula.ts';
import { Statements } from './statements.ts';

/** What sources of all frameworks have: statements from input to output, functions above them, and names. */
export class Source extends Statements {
  /** Text of functions and classes that statements use, by name. */
  readonly helpers = new Map<string, string>();
  private readonly counts = new Map<string, number>();

  constructor(readonly framework: Framework) {
    super();
  }

  /** "dense1", "dense2". */
  protected numbered(kind: string): string {
    const count = (this.counts.get(kind) ?? 0) + 1;
    this.counts.set(kind, count);
    return `${kind}${count}`;
  }

  /** x = φ(x) by the formula of φ, as a function of its own. */
  formula(activation: Activation): void {
    this.wrap((x) => `${this.functionFor(activation)}(${x})`);
  }

  private functionFor(activation: Activation): string {
    const own = activation.name === 'activation';
    const body = `"""${activation.formula.replaceAll('\\', '\\\\')}"""\n    return ${formulaOf(activation, this.framework)}`;
    const known = [...this.helpers].find(([, text]) => text.endsWith(body));
    if (known) return known[0];
    const name = own ? this.numbered('activation') : activation.name;
    this.helpers.set(name, `def ${name}(x):\n    ${body}`);
    return name;
  }
}
