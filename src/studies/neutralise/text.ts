import { blocks, type Drawing, finding, notes, terminalOf } from '../../present/text/drawing.ts';
import type { Paint } from '../../present/text/paint.ts';
import { type Cell, headedTable } from '../../present/text/table.ts';
import { wrap } from '../../present/text/wrap.ts';
import { barePercent, count, duration, percent, plain, plural, roundToError } from '../../results/format.ts';
import { pointsOf } from '../../results/words.ts';
import type { GuessesOfSide, Neutralisation } from './schema.ts';

/** What biases do to the guesses: the finding, the numbers before and after, where the change is, what to do, notes. */
export function renderNeutralisation(result: Neutralisation, options: Drawing): string {
  const { paint, width } = terminalOf(options);
  return blocks([
    finding(findingOf(result), width, paint),
    numbers(result, paint),
    wrap(fractionsInWords(result), width),
    wrap(whatToDo(result), width),
    notes(result.notes, width, paint),
    wrap(effort(result), width).map(paint.muted),
  ]);
}

function findingOf({
  model,
  network,
  before,
  after,
  heldOut,
  data,
  classes,
  priors,
  constant,
}: Neutralisation): string {
  const [was, is] = [before.maxFraction, after.maxFraction].map(({ mean, standardError }) =>
    percent(mean, standardError),
  );
  const subject = model?.file ?? network!;
  if (constant === 1) {
    return `${subject} gives all points the same outputs up to rounding, and so one guess: ${was} before, ${is} after. No bias parts such guesses.`;
  }
  const fair =
    priors === null
      ? `a fair share is ${barePercent(1 / classes)}`
      : `its largest prior is ${barePercent(Math.max(...priors))}`;
  const points = `${count(heldOut.points)} ${pointsOf(data)} that were held out`;
  return `With biases of its outputs ${subject} sends ${is} of its guesses to its favourite class instead of ${was}, on ${points}; ${fair}.`;
}

function numbers({ before, after, lnK, classes }: Neutralisation, paint: Paint): string[] {
  const sides = [before, after, withoutErrors(before.fitted), withoutErrors(after.fitted)];
  const row = (name: string, of: (side: GuessesOfSide) => Cell): Cell[] => [name, ...sides.map(of)];
  const value = ({ mean, standardError }: GuessesOfSide['agreement']) => roundToError(mean, standardError);
  const rows = [
    row('agreement', ({ agreement }) => value(agreement)),
    row('max fraction', ({ maxFraction }) => value(maxFraction)),
    ...(before.loss ? [row(`loss (ln ${classes} = ${plain(lnK, 4)})`, ({ loss }) => (loss ? value(loss) : '–'))] : []),
    ...(sides.some(({ tied }) => tied > 0) ? [row('ties', ({ tied }) => barePercent(tied))] : []),
  ];
  return headedTable(['', 'before', 'after', 'fitted: before', 'after'], rows, paint);
}

/** Biases were fitted to these very points, so that there is no chance in them. */
function withoutErrors({ agreement, maxFraction, loss, ...others }: GuessesOfSide): GuessesOfSide {
  const bare = ({ mean }: GuessesOfSide['agreement']) => ({ mean, standardError: 0 });
  return { ...others, agreement: bare(agreement), maxFraction: bare(maxFraction), loss: loss && bare(loss) };
}

/** More classes are not listed. */
const LISTED = 12;

function fractionsInWords({ before, after, fit, deviation, biases, scales }: Neutralisation): string {
  const of = {
    fractions: 'Biases were fitted to the fractions of the guesses',
    mean: 'Biases take the mean outputs away',
    scaled: 'Outputs were centred and divided by their deviations',
  }[fit];
  const reached = `On the points of the fit no class is further from its share than ${percent(deviation.mean, deviation.standardError)}.`;
  if (before.fractions.length > LISTED) return `${of}. ${reached}`;
  const shares = (fractions: readonly number[]) => fractions.map((share) => barePercent(share)).join(', ');
  const list = (values: readonly number[]) => values.map((value) => plain(value, 4)).join(', ');
  const numbers = [...(scales ? [`Scales: ${list(scales)}.`] : []), ...(biases ? [`Biases: ${list(biases)}.`] : [])];
  return `${of}. ${reached} Shares of the classes, held out: ${shares(before.fractions)} before, ${shares(after.fractions)} after. ${numbers.join(' ')}`.trimEnd();
}

function whatToDo({ model, network, written, constant, fit }: Neutralisation): string {
  if (constant === 1) {
    return model && !written
      ? 'Nothing was written. See where the network becomes constant: firstguess audit --stored'
      : `See where the network becomes constant: firstguess explain --network "${network}"`;
  }
  if (written) {
    const { file, where, points, difference } = written;
    return `${file} has the change in ${where}; all other weights are bit for bit those of ${model!.file}. On ${plural(points, 'point')} ONNX Runtime gives the old logits with the change within ${plain(difference, 2)} of their scale.`;
  }
  if (model) return 'To write the model with these biases, add: --out neutral.onnx';
  const own =
    fit === 'mean'
      ? 'set the bias of the last layer to −logits.mean(0) over one pass of the data'
      : 'export it, and run firstguess neutralise on the file';
  return `To do the same to a network of yours after its initialisation: ${own}. Training then begins without a favourite class.`;
}

function effort({ points, data, seed, heldOut, initialisations, seconds, perPoint }: Neutralisation): string {
  const drawn =
    initialisations === null ? 'errors over points' : `${plural(initialisations, 'initialisation')}, errors over these`;
  const places = perPoint > 1 ? `, ${count(perPoint)} guesses each` : '';
  return `${plural(points, 'point')} of ${data}${places}, ${count(heldOut.points)} of them held out, ${drawn}, seed ${seed}, in ${duration(seconds)}`;
}
