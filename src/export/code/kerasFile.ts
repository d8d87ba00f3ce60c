import { writeAll } from '../layers/writeAll.ts';
import type { Unfolded } from '../words.ts';
import { channelsLast, notRun } from './channelsLast.ts';
import { KerasWriter } from './keras.ts';
import { head, type Origin } from './origin.ts';
import { indented } from './statements.ts';

/** A network as the source of a functional model of Keras 3. */
export function kerasFile(layers: readonly Unfolded[], origin: Origin): string {
  const w = new KerasWriter();
  writeAll(w, layers);
  const { names, lines } = w.shared('weights', '()');
  const once = [...names].map(
    ([name, made], i) =>
      `def ${name}():\n${i === 0 ? '    """A new one for each layer: an initializer of Keras draws the same numbers each time."""\n' : ''}    return ${made}`,
  );
  const body = [`x = inputs = keras.Input(${tupleOf(channelsLast(origin.shape))})`, ...lines];
  const build = `def build():\n${indented([...body, `return keras.Model(inputs, ${w.now})`], '    ')}`;
  const code = [...w.helpers.values(), ...once, build].join('\n\n\n');
  const used = ['initializers', 'layers', 'ops'].filter((name) => new RegExp(`\\b${name}\\.`).test(code));
  const imports = ['import keras', ...(used.length > 0 ? [`from keras import ${used.join(', ')}`] : [])];
  const training = [origin.modes.batchNorm, origin.modes.dropout].includes('train');
  const use = [
    `keras.utils.set_random_seed(${origin.seed})`,
    'network = build()',
    `outputs = network(points${training ? ', training=True' : ''})`,
  ];
  const mixed = training && [origin.modes.batchNorm, origin.modes.dropout].includes('eval');
  const remarks = [
    notRun('Keras 3'),
    origin.shape.length === 3 ? 'Images are (height, width, channels).' : undefined,
    mixed
      ? 'training=True switches batch norms and dropout together: leave out the layers that are not meant.'
      : undefined,
  ];
  return `${head(origin, remarks, use)}\n\n${imports.join('\n')}\n\n\n${code}\n`;
}

function tupleOf(shape: readonly number[]): string {
  return `(${shape.join(', ')}${shape.length === 1 ? ',' : ''})`;
}
