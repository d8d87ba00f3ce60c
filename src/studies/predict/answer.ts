import { answering } from '../../console/answering.ts';
import { dataFrom, headOf, networkFrom, setupOptions } from '../../console/input.ts';
import type { Given } from '../../console/study.ts';
import { UserError } from '../../errors.ts';
import type { FiniteOptions } from '../../finite/predictFinite.ts';
import { renderFinitePrediction } from './finiteText.ts';
import { predict } from './run.ts';
import { type Flags, study } from './study.ts';
import { renderPrediction } from './text.ts';

export const answer = answering(study, {
  async plan({ flags }: Given<Flags>) {
    const network = networkFrom(flags.network, 'predict');
    const finite = finiteOptions(flags);
    return {
      network,
      data: await dataFrom(flags),
      options: { ...setupOptions(flags), ...headOf(flags), ...(finite && { finite }) },
    };
  },
  run: ({ network, data, options: { finite, ...options } }) =>
    finite ? predict(network, data, { ...options, finite }) : predict(network, data, options),
  text: (prediction, drawing) =>
    'mode' in prediction ? renderPrediction(prediction, drawing) : renderFinitePrediction(prediction, drawing),
});

/** @throws UserError when there is an error to reach but nothing is drawn */
function finiteOptions({ finite, untilSe }: Flags): FiniteOptions | undefined {
  if (finite) return untilSe === undefined ? {} : { untilSe };
  if (untilSe === undefined) return undefined;
  throw new UserError('bad-argument', '--until-se is for --finite: infinite width is not sampled', [], 'add --finite');
}
