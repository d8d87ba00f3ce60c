import type { WeightLaw } from '../../graph/graph.ts';
import type { FloatBuffer, WeightGenerator } from '../../random/generator.ts';
import { PURPOSE } from '../../random/key.ts';
import type { DrawnWeight, ParameterLaw } from './auditAssignment.ts';

/** Whether a parameter is the same in all initialisations. */
export function isFixed({ law }: ParameterLaw): boolean {
  return law === 'constant' || law === 'stored';
}

/**
 * Fills a buffer with the entries of a parameter, row by row.
 *
 * @param initialisation its number; of one seed, it and the number of the parameter are all that the entries depend on
 * @param numbersOf the entries of other parameters, drawn before, of which tied ones are copies
 */
export function drawParameter(
  generator: WeightGenerator,
  buffer: FloatBuffer,
  { dims, law, number }: DrawnWeight,
  initialisation: number,
  numbersOf: (parameter: string) => Float32Array,
): void {
  const draw = (into: FloatBuffer, of: WeightLaw, shape: readonly number[], readout = 0) =>
    generator.fill(into, of, shape, { purpose: PURPOSE.weights, tensor: number, readout, initialisation });
  switch (law.law) {
    case 'constant':
      buffer.values.fill(law.value);
      return;
    case 'stored':
      buffer.values.set(law.values);
      return;
    case 'tied':
      copyInto(buffer.values, numbersOf(law.to), law.transposed ? dims[0] : 1);
      return;
    case 'blocks': {
      const width = buffer.count / law.rows.reduce((sum, { count }) => sum + count, 0);
      let row = 0;
      law.rows.forEach(({ count, law: own }, block) => {
        const part = buffer.part(row * width, count * width);
        if (own.law === 'constant') part.values.fill(own.value);
        else draw(part, own, [count, width], block);
        row += count;
      });
      return;
    }
    default:
      draw(buffer, law, dims.length > 0 ? dims : [1]);
  }
}

/** The transpose of a matrix of columns · rows, as rows · columns; a copy where there is one row. */
function copyInto(into: Float32Array, from: Float32Array, rows: number): void {
  const columns = into.length / rows;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) into[row * columns + column] = from[column * rows + row];
  }
}
