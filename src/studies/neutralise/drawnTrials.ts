import { UserError } from '../../errors.ts';
import { hasLoss } from '../../laws/trueClasses.ts';
import type { Plan } from '../../measure/plan/measurementPlan.ts';
import { yieldToEvents } from '../../measure/yieldToEvents.ts';
import { type Fitting, type Trial, trialOf } from '../../neutralise/trial.ts';
import type { LookedAt } from '../nodes/nodeLayers.ts';
import { NodeRunner } from '../nodes/nodeRunner.ts';

interface Drawing extends Fitting {
  readonly inits: number;
}

/**
 * Draws the first initialisations of a network on the calling thread, and fits output biases to each.
 * @param plan with one readout of each, all of whose weights are drawn
 * @param take gets what the fit does to an initialisation; it may throw to end the run
 * @throws UserError `bad-argument` where outputs overflow
 */
export async function drawnTrials(
  { setup, assignment }: Plan,
  { inits, ...fitting }: Drawing,
  take: (trial: Trial, initialisation: number) => void,
): Promise<void> {
  const { truth, program } = assignment;
  const { classes, units } = setup.output;
  const labels = program.output.logits && hasLoss(truth, classes) ? truth.labels : undefined;
  const outputs: LookedAt = {
    layer: '',
    position: setup.layers.length,
    isOutput: true,
    nodes: units,
    ...(program.readout ? {} : { tensor: program.features }),
  };
  const runner = await NodeRunner.open(assignment, [outputs], 1);
  try {
    for (let initialisation = 0; initialisation < inits; initialisation++) {
      const logits = (await runner.draw(initialisation))(outputs);
      checkFinite(logits, initialisation);
      take(trialOf({ logits, units, places: 1, labels }, fitting), initialisation);
      await yieldToEvents();
    }
  } finally {
    await runner.close();
  }
}

function checkFinite(logits: Float32Array, initialisation: number): void {
  if (logits.every(Number.isFinite)) return;
  const message = `the outputs of initialisation ${initialisation} are too large for numbers`;
  throw new UserError('bad-argument', message, [], 'smaller weights would keep them, e.g. with sigmaW2');
}
