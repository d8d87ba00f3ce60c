import { type OptionsOf, text, whole, word } from '../../setup/option.ts';
import { pointOptions, tieRules } from '../../setup/options.ts';
import { kinds } from './kind.ts';

/** How numbers of a file are read. */
export const scoreOptions = {
  /** What the numbers are; found out from them unless given. */
  kind: word(kinds, { placeholder: 'kind', meaning: 'what the numbers are (default: found out, and said)' }),
  /** Names of the axes in their order, such as "steps,points,classes". */
  axes: text({
    placeholder: 'names',
    meaning:
      'the axes in their order, out of steps, inits, points, tokens and classes (default: points,classes; of 3 axes inits,points,classes; of 4 steps,inits,points,classes)',
    words: ['inits,points,classes', 'steps,points,classes', 'inits,points,tokens,classes'],
  }),
  /** K, which guesses do not show. */
  classes: whole(2, { placeholder: 'K', meaning: 'number of classes, which guesses do not show' }),
  seed: pointOptions.seed,
  /** Default random. */
  ties: word(tieRules, {
    placeholder: 'rule',
    meaning: 'who gets ties: a random order of the classes, or the first class, as argmax has it (default: random)',
    fallback: 'random',
  }),
} as const;

export type ReadOptions = OptionsOf<typeof scoreOptions>;
