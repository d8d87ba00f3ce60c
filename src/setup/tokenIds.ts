import type { Data, Dataset } from '../data/dataset.ts';
import { UserError } from '../errors.ts';
import type { Layer, Part, PlacedLayer } from '../network/layer.ts';
import { isParts } from '../network/layers/blocks/inside.ts';
import { formatLayer } from '../network/notation/format.ts';

/**
 * Checks that embeddings find the ids they look up: they read the data as they are, whole numbers below the vocabulary.
 *
 * @param data after preprocessing, before points are chosen
 * @param preprocessed whether steps changed the ids
 * @throws UserError `shape` for an embedding behind other layers, `data` for what is no id of its vocabulary
 */
export function checkTokenIds(layers: readonly PlacedLayer[], data: Data, preprocessed: boolean): void {
  const embeddings = embeddingsIn(
    layers.map(({ layer }) => layer),
    true,
  );
  if (embeddings.length === 0) return;
  const smallest = embeddings.reduce((a, b) => (vocabularyOf(b)! < vocabularyOf(a)! ? b : a));
  if (data.kind === 'dataset') checkIds(data, smallest, preprocessed);
  else {
    const remedy = 'take sequences of ids, for instance tokens(length=64, vocabulary=1000) or a table of whole numbers';
    throw new UserError(
      'data',
      `${data.name} draws normal numbers, but ${formatLayer(smallest)} reads token ids`,
      [],
      remedy,
    );
  }
}

/** @param readData whether what comes in is the data itself, not the output of a layer */
function embeddingsIn(parts: readonly Part[], readData: boolean): Layer[] {
  let asTheyAre = readData;
  return parts.flatMap((part) => {
    const found =
      part.kind === 'repeat' ? embeddingsIn(part.body, asTheyAre && part.times === 1) : inLayer(part, asTheyAre);
    asTheyAre &&= part.kind === 'layer' && part.definition.flattens === true;
    return found;
  });
}

function inLayer(layer: Layer, readData: boolean): Layer[] {
  if (vocabularyOf(layer) !== undefined) {
    if (readData) return [layer];
    const message = `${formatLayer(layer)} reads token ids, but stands behind another layer, whose outputs are none`;
    throw new UserError('shape', message, [], 'begin the network with it');
  }
  const inside = Object.values(layer.args).filter(isParts);
  return inside.flatMap((parts) => embeddingsIn(parts, readData));
}

function vocabularyOf({ definition, args }: Layer): number | undefined {
  return definition.vocabulary?.(args);
}

function checkIds({ values, points, name }: Dataset, embedding: Layer, preprocessed: boolean): void {
  const vocabulary = vocabularyOf(embedding)!;
  const at = values.findIndex((id: number) => !Number.isInteger(id) || id < 0 || id >= vocabulary);
  if (at < 0) return;
  const length = values.length / points;
  const place = `in point ${Math.floor(at / length)}, token ${at % length} (counted from 0)`;
  const id = values[at];
  if (!Number.isInteger(id) || id < 0) {
    const remedy = preprocessed
      ? 'leave preprocessing out: it makes other numbers of ids'
      : `ids are whole numbers from 0 to ${vocabulary - 1}`;
    throw new UserError('data', `${name} has ${id} ${place}, which is not a token id`, [], remedy);
  }
  let largest = id;
  for (const value of values) largest = Math.max(largest, value);
  const message = `${name} has the token id ${id} ${place}, outside the vocabulary of ${vocabulary}`;
  const remedy = `its largest id is ${largest}: give tokenEmbedding a vocabulary of ${largest + 1} or more`;
  throw new UserError('data', message, [`in ${formatLayer(embedding)}`], remedy);
}
