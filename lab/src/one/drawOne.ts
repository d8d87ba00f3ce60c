import type { Dataset } from '../../../src/data/dataset.ts';
import { planMeasurement } from '../../../src/measure/plan/plan.ts';
import type { Experiment } from '../state/experiment.ts';
import { type Densities, densitiesOf } from './densities.ts';
import type { Drawn, Wanted } from './messages.ts';
import { type Thumbnail, thumbnailsAt } from './thumbnails.ts';

/** One network with random weights, point by point. */
export interface OneDraw {
  readonly initialisation: number;
  readonly points: number;
  /** What each class gets, in the order of the classes. */
  readonly classes: readonly { readonly share: number; readonly images: readonly Thumbnail[] }[];
  readonly densities: Densities;
}

/** Images that are shown of a class. */
const SHOWN = 18;

/**
 * Draws one network of an experiment: the one that `measure --sampler weights` draws as its first on this initialisation.
 * @throws UserError for any fault in the experiment, Error where the network does not run
 */
export async function drawOne({ network, data, ...options }: Experiment, initialisation: number): Promise<OneDraw> {
  const { setup, assignment } = planMeasurement(network, data, { ...options, readouts: 1, sampler: 'weights' });
  const { units, classes } = setup.output;
  const { program, points } = assignment;
  const outputs = {
    ...{ layer: '', position: setup.layers.length, isOutput: true, nodes: units },
    ...(program.readout ? {} : { tensor: program.features }),
  };
  const drawn = await inWorker({ assignment, outputs, initialisation });
  if ('failure' in drawn) throw new Error(drawn.failure);
  const guesses = guessesOf(drawn.outputs, units, points);
  const given = setup.data.kind === 'dataset' ? setup.data : undefined;
  return {
    initialisation,
    points,
    classes: Array.from({ length: classes }, (_, c) => {
      const places = guesses.flatMap((guess, point) => (guess === c ? [point] : []));
      return {
        share: places.length / points,
        images: thumbnailsAt(given as Dataset | undefined, places.slice(0, SHOWN)),
      };
    }),
    densities: densitiesOf(drawn.outputs, units),
  };
}

/** The class of each point: that of the largest output, or by the sign of the only one. */
function guessesOf(outputs: Float32Array, units: number, points: number): number[] {
  return Array.from({ length: points }, (_, point) => {
    if (units === 1) return outputs[point] > 0 ? 1 : 0;
    let best = 0;
    for (let c = 1; c < units; c++) if (outputs[point * units + c] > outputs[point * units + best]) best = c;
    return best;
  });
}

function inWorker(wanted: Wanted): Promise<Drawn> {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
  return new Promise<Drawn>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<Drawn>) => resolve(data);
    worker.onerror = ({ message }) => reject(new Error(message));
    worker.postMessage(wanted);
  }).finally(() => worker.terminate());
}
