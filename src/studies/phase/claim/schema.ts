import { z } from 'zod';
import { checkSchema } from '../../../claims/checkSchema.ts';
import { header } from '../../../claims/header.ts';
import { conditions, effort, run } from '../../../claims/runs.ts';
import { list, map, several, text, whole, word } from '../../../claims/yamlParts.ts';
import { deepPhases } from '../../../results/schema.ts';

/**
 * An experiment on phase diagrams: networks, the axes they are drawn over, and what must be found at points of them, by
 * theory alone or beside measurements. Points are written as `firstguess phase --at` takes them: `sigmaW2=1, sigmaB2=0.1`.
 */

/** What checks may speak of, with what theory has to say of it. */
const phaseQuantities = [
  // σ_w² where χ₁ = 1, where γ* = 1, and where the variance stays at 1, of the repeated block at a σ_b².
  'edge',
  'neutrality',
  'varianceKept',
  // χ₁ and γ* of the block in the limit of depth.
  'chi1',
  'limit',
  // γ as measured, and as the counted guesses of two classes have it, c/(1 − c) with agreement ½ + arcsin(c)/π; and γ that
  // theory expects by itself, which has no error bar. Theory is the diagram.
  'gamma',
  'guessedGamma',
  'expectedGamma',
  // Of γ by the layers of infinite width: its growth in one block, its local power of depth, and its coefficient γ/depthᵖ
  // without what is left of shallower layers. Theory is the closed form of docs/theory §4.
  'growth',
  'power',
  'coefficient',
] as const;
export type PhaseQuantity = (typeof phaseQuantities)[number];

const phaseEffort = map({
  ...effort,
  /** Of both axes, in which the axes of the file are drawn. */
  steps: list(whole(2), 'numbers of steps').optional(),
});

export const phaseFileSchema = map({
  ...header(z.literal('phase'), phaseEffort),
  ...conditions,
  x: text,
  y: text.optional(),
  runs: list(run, 'runs'),
  /** The phase in the limit of depth, at points. */
  phases: list(map({ of: text, at: several(text), is: word(deepPhases) }), 'phases').optional(),
  expect: list(checkSchema(phaseQuantities), 'checks'),
});

export type PhaseFile = z.infer<typeof phaseFileSchema>;
export type PhaseCheck = PhaseFile['expect'][number];
