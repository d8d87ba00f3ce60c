import { behind } from '../inModels/edits.ts';
import { isActivation } from '../inNotation/hidden.ts';
import { isNorm } from '../inNotation/norms.ts';
import { normsInModel, normsInNotation, pasteNorm } from '../norms.ts';
import type { Remedy } from '../remedy.ts';

/** A norm behind the activation takes away the mean that it makes: over points, or over the units of a point. Docs/theory §6. */
export const normAfterActivation: Remedy = {
  name: 'norm-after-activation',
  title: (variant) => `${variant} after`,
  summary: 'a norm after each activation',
  effort: 'architecture',
  experiments: ['12-norm-placement'],
  inNotation: (setup) =>
    normsInNotation(setup, 'after', (row, norm) =>
      row.flatMap((part, place) => (isActivation(part) && !isNorm(row[place + 1]) ? [part, norm] : [part])),
    ),
  inModel: (subject) => normsInModel(subject, 'after', behind, ({ to }) => to),
  paste: (variant) => pasteNorm(variant, 'after'),
};
