import type { WeightLaw } from '../../graph/graph.ts';
import type { Fans } from '../../network/schemes/scheme.ts';
import type { Place } from '../place.ts';
import { refusal } from '../refusal.ts';
import { flaxHelpers, initializer } from './laws.ts';
import { Source } from './source.ts';

/** Sources in which a layer is made, with its initializers, where it is called. */
export class InlineSource extends Source {
  /** How often each initializer is written. */
  private readonly used = new Map<string, number>();

  /** @param title of the framework, for messages */
  constructor(
    private readonly words: 'keras' | 'flax',
    readonly title: string,
  ) {
    super(words);
  }

  /** @throws UserError `bad-argument` for a law that the framework does not have */
  initializer(at: Place, law: WeightLaw, fans?: Fans): string {
    const made = initializer(this.words, law, fans);
    if (made === undefined) {
      const why = `it has no ${law.law} weights for a kernel of this shape`;
      throw refusal(at, this.title, why, 'choose another --init or --law, or write net.py for PyTorch');
    }
    this.used.set(made, (this.used.get(made) ?? 0) + 1);
    for (const [name, text] of Object.entries(flaxHelpers)) {
      if (made.startsWith(`${name}(`)) this.helpers.set(name, text);
    }
    return made;
  }

  /** Names for initializers that are written several times, and the lines with these in their place. */
  shared(name: string, call: string): { readonly names: ReadonlyMap<string, string>; readonly lines: string[] } {
    const several = [...this.used].filter(([made, count]) => count > 1 && made.includes('(')).map(([made]) => made);
    const names = new Map(several.map((made, i) => [i === 0 ? name : `${name}${i + 1}`, made]));
    const replaced = (line: string) =>
      [...names].reduce((text, [short, made]) => text.replaceAll(`=${made}`, `=${short}${call}`), line);
    return { names, lines: this.lines.map(replaced) };
  }
}
