import { sizeOf } from '../../graph/graph.ts';
import { blocks, type Drawing, finding, notes, terminalOf } from '../../present/text/drawing.ts';
import { headedTable } from '../../present/text/table.ts';
import { count, plain, plural } from '../../results/format.ts';
import type { Exported } from './schema.ts';

/** More rows than this are left to --json. */
const MOST_ROWS = 20;

const TITLES = { pytorch: 'PyTorch', keras: 'Keras', flax: 'Flax' } as const;

/** What was written, and what is drawn in it. */
export function exportText(result: Exported, options: Drawing): string {
  const { paint, width } = terminalOf(options);
  const { parameters } = result;
  const rows = parameters.slice(0, MOST_ROWS).map(({ name, shape, law, variance }) => {
    return [name, shape.join('×'), law, plain(Math.sqrt(variance))];
  });
  const more = parameters.length - rows.length;
  const left = more > 0 ? [`${plural(more, 'more tensor')}: --json lists all`] : [];
  return blocks([
    finding(sentence(result), width, paint),
    rows.length === 0 ? [] : [...headedTable(['drawn', 'shape', 'law', 'sd'], rows, paint), ...left.map(paint.muted)],
    notes(result.notes, width, paint),
  ]);
}

function sentence({ written, format, parameters, shape, outputs, seed, draw }: Exported): string {
  if (format === 'onnx') {
    const weights = parameters.reduce((sum, tensor) => sum + sizeOf(tensor.shape), 0);
    return (
      `${written} holds one network as measure draws it: initialisation ${draw} of seed ${seed}, ${count(weights)} numbers. ` +
      `It takes x of [N, ${shape.join(', ')}] and gives logits of [N, ${outputs}], for any number N of points.`
    );
  }
  const run =
    format === 'pytorch' ? '' : ` It follows the documentation of ${TITLES[format]}; firstguess has not run it.`;
  return (
    `${written} is the network in ${TITLES[format]}, with the same layers and the same laws of weights. ` +
    `Its first lines show how to call it.${run}`
  );
}
