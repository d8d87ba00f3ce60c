import { answering } from '../../console/answering.ts';
import { dataFrom, headOf, networkFrom, setupOptions } from '../../console/input.ts';
import type { Given } from '../../console/study.ts';
import { UserError } from '../../errors.ts';
import { effortOf, type FiniteOptions } from '../../finite/predictFinite.ts';
import { theoristOnThread } from '../../hosts/node/theoryThread.ts';
import { askTheory } from '../../measure/theory/theorist.ts';
import type { FinitePrediction } from '../../results/finiteSchema.ts';
import { isArgmax } from '../../results/headFinding.ts';
import type { Prediction } from '../../results/schema.ts';
import { prepare } from '../../setup/setup.ts';
import { renderFinitePrediction } from './finiteText.ts';
import { type Flags, study } from './study.ts';
import { renderPrediction } from './text.ts';

export const answer = answering(study, {
  async plan({ flags }: Given<Flags>) {
    const network = networkFrom(flags.network, 'predict');
    const finite = finiteOptions(flags);
    const { theoryTime } = flags;
    const setup = prepare(network, await dataFrom(flags), { ...setupOptions(flags), ...headOf(flags), theoryTime });
    return { setup, finite, given: flags };
  },
  async run({ setup, finite }, watch): Promise<Prediction | FinitePrediction> {
    if (finite) return askTheory(theoristOnThread, { kind: 'finite', setup, effort: effortOf(finite) }, watch);
    return (await askTheory(theoristOnThread, { kind: 'predict', setup, points: setup.points }, watch)).prediction;
  },
  nothing: 'interrupted before theory was computed',
  async next(prediction, { setup, given }) {
    const { network, data, steps, init, points, seed, head } = setup;
    const { agreement, classes } = prediction;
    const [asked, expected] =
      agreement === null || typeof agreement === 'number'
        ? [agreement, agreement]
        : [agreement.mean, agreement.infinite];
    const { nextStep } = await import('../advise/nextStep.ts');
    return nextStep({
      ...{ setup, classes, given, expected, agreement: asked },
      experiment: {
        ...{ network: String(network), data: data.name, preprocess: steps.notation, init, points, seed },
        ...(!isArgmax(head) && { head: head.kind }),
      },
    });
  },
  text: (prediction, drawing) =>
    'mode' in prediction ? renderPrediction(prediction, drawing) : renderFinitePrediction(prediction, drawing),
});

/** @throws UserError when there is an error to reach but nothing is drawn */
function finiteOptions({ finite, untilSe }: Flags): FiniteOptions | undefined {
  if (finite) return untilSe === undefined ? {} : { untilSe };
  if (untilSe === undefined) return undefined;
  throw new UserError('bad-argument', '--until-se is for --finite: infinite width is not sampled', [], 'add --finite');
}
