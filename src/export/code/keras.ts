import type { Fans } from '../../network/schemes/scheme.ts';
import type { Place } from '../place.ts';
import { InlineSource } from './inlineSource.ts';
import { isKerasDefault } from './laws.ts';

/** Writes a network for Keras, layer by layer in its functional API. */
export class KerasWriter extends InlineSource {
  constructor() {
    super('keras', 'Keras');
  }

  /** x = layers.Name(…)(x). */
  layer(name: string, args: readonly (string | undefined)[] = []): void {
    const given = args.filter((arg) => arg !== undefined).join(', ');
    this.apply((x) => `layers.${name}(${given})(${x})`);
  }

  /**
   * "kernel_initializer=…" for one of the layer's weights; undefined where it has no such weight, or Keras draws so by itself.
   * @param fans as Keras counts them; undefined where it counts others
   * @throws UserError `bad-argument` for a law that Keras does not have
   */
  draws(argument: string, at: Place, place: number, fans?: Fans): string | undefined {
    const law = at.weights[place];
    if (!law || (fans && argument === 'kernel_initializer' && isKerasDefault(law, fans))) return undefined;
    return `${argument}=${this.initializer(at, law, fans)}`;
  }
}
