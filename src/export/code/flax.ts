import type { Fans } from '../../network/schemes/scheme.ts';
import type { Place } from '../place.ts';
import { InlineSource } from './inlineSource.ts';
import { isFlaxDefault } from './laws.ts';

/** Writes a network as a compact module of Flax (Linen). */
export class FlaxWriter extends InlineSource {
  constructor() {
    super('flax', 'Flax');
  }

  /** x = nn.Name(…)(x). */
  layer(name: string, args: readonly (string | undefined)[] = []): void {
    const given = args.filter((arg) => arg !== undefined).join(', ');
    this.apply((x) => `nn.${name}(${given})(${x})`);
  }

  /**
   * "kernel_init=…" for one of the layer's weights; undefined where it has no such weight, or Flax draws so by itself.
   * @param fans as Flax counts them; undefined where it counts others
   * @throws UserError `bad-argument` for a law that Flax does not have
   */
  draws(argument: string, at: Place, place: number, fans?: Fans): string | undefined {
    const law = at.weights[place];
    if (!law || (fans && argument === 'kernel_init' && isFlaxDefault(law, fans))) return undefined;
    return `${argument}=${this.initializer(at, law, fans)}`;
  }

  /** A parameter of the module itself, by a numbered name. */
  parameter(kind: string, made: string, shape: readonly number[]): string {
    const name = this.numbered(kind);
    return `self.param("${name}", ${made}, (${shape.join(', ')}${shape.length === 1 ? ',' : ''}))`;
  }
}
