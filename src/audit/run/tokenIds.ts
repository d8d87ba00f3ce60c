import type { Dataset } from '../../data/dataset.ts';
import { UserError } from '../../errors.ts';

/**
 * Checks that data are the token ids that an input takes.
 * @param vocabulary how many ids the embedding behind the input knows, if there is one
 * @throws UserError `data` for other numbers than whole ones from 0, and for ids outside the vocabulary
 */
export function checkIds({ values, points, name }: Dataset, input: string, vocabulary = 2 ** 31): void {
  const at = values.findIndex((id: number) => !Number.isInteger(id) || id < 0 || id >= vocabulary);
  if (at < 0) return;
  const length = values.length / points;
  const place = `in point ${Math.floor(at / length)}, token ${at % length} (counted from 0)`;
  const id = values[at];
  if (!Number.isInteger(id) || id < 0) {
    const message = `${name} has ${id} ${place}, which is not a token id`;
    throw new UserError(
      'data',
      message,
      [`for the input ${input}`],
      'give whole numbers from 0, without preprocessing',
    );
  }
  const message = `${name} has the token id ${id} ${place}, outside the vocabulary of ${vocabulary}`;
  throw new UserError('data', message, [`for the input ${input}`], `give ids from 0 to ${vocabulary - 1}`);
}
