import { plain } from '../../results/format.ts';
import { isBiased } from './finding.ts';
import type { Score } from './schema.ts';

/** From this multiple of ln K on the outputs are too large to begin training with. */
const LARGE_LOSS = 2;

/** What to do about what was found, the most important first. */
export function adviceOn({
  steps,
  classes,
  initialisations,
  forgotten,
}: Pick<Score, 'steps' | 'classes' | 'initialisations' | 'forgotten'>): string[] {
  const [first] = steps;
  const ratio = first.loss ? first.loss.mean / Math.log(classes) : 0;
  return [
    ...aboutBias(isBiased(first, classes), steps, forgotten),
    ...(ratio > LARGE_LOSS
      ? [
          `the loss starts at ${plain(ratio, 2)} times ln ${classes}: make the weights of the last layer smaller, which changes no guess and brings it near ln ${classes}`,
        ]
      : []),
    ...(initialisations === 1 ? ['score 20 or more initialisations before you trust the bias of one'] : []),
  ];
}

const WHERE =
  'export the model to ONNX to see which layer introduces the bias (firstguess audit model.onnx --data x.npy) and what to change (firstguess advise model.onnx --data x.npy)';
const REMOVE =
  'centre the inputs (firstguess preprocess shows what that does), or subtract from each output bias the mean of its logit over the data, and score again';

function aboutBias(isThere: boolean, steps: Score['steps'], forgotten: number | null): string[] {
  if (!isThere) return ['no class is preferred much at the start: nothing needs to be changed'];
  if (steps.length > 1 && forgotten !== null) {
    return [
      `training removes the bias by step ${forgotten}: if that is a small part of your training, leave it as it is; else ${REMOVE}`,
      WHERE,
    ];
  }
  return [`to remove most of the bias, ${REMOVE}`, WHERE];
}
