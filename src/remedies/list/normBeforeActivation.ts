import { ahead } from '../inModels/edits.ts';
import { isActivation } from '../inNotation/hidden.ts';
import { isNorm } from '../inNotation/norms.ts';
import { normsInModel, normsInNotation, pasteNorm } from '../norms.ts';
import type { Remedy } from '../remedy.ts';

/**
 * A norm between linear layer and activation. A batch norm takes away what all points share, before the activation makes it
 * anew; a layer norm changes no correlation here. Docs/theory §6.
 */
export const normBeforeActivation: Remedy = {
  name: 'norm-before-activation',
  title: (variant) => `${variant} before`,
  summary: 'a norm before each activation',
  effort: 'architecture',
  experiments: ['12-norm-placement'],
  inNotation: (setup) =>
    normsInNotation(setup, 'before', (row, norm) =>
      row.flatMap((part, place) =>
        isActivation(part) && !isNorm(row[place - 1]) && !isNorm(row[place + 1]) ? [norm, part] : [part],
      ),
    ),
  inModel: (subject) => normsInModel(subject, 'before', ahead, ({ from }) => from),
  paste: (variant) => pasteNorm(variant, 'before'),
};
