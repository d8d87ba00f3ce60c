import { ExperimentSource } from '../../claims/experimentSource.ts';
import { keysOf, list, map, several, text } from '../../claims/yamlParts.ts';
import { UserError } from '../../errors.ts';
import { flagOf } from '../../setup/option.ts';
import { dataOption, networkOption } from '../../setup/options.ts';
import { boundNames, boundOptions } from './bounds.ts';
import type { CheckedStart } from './planCheck.ts';
import { drawnOptions, modelOptions, networkOptions } from './study.ts';

const { keep: _keep, redraw: _redraw, tie: _tie, dim: _dim, ...single } = modelOptions;
const patterns = several(text).optional();

const fileSchema = map({
  checks: list(
    map({
      name: text.optional(),
      model: text.optional(),
      ...keysOf({ ...networkOption, ...dataOption, ...drawnOptions, ...networkOptions, ...single, ...boundOptions }),
      ...{ keep: patterns, redraw: patterns, tie: patterns, dim: patterns },
    }),
    'checks',
  ),
});

/** A check with its place in the file, for messages. */
export interface ListedCheck {
  readonly start: CheckedStart & { readonly data?: string };
  readonly place: string;
  /** @throws UserError with the place before its own */
  located<T>(task: () => Promise<T>): Promise<T>;
}

/**
 * Reads a file of checks. Keys are named as in TypeScript: maxAgreement for --max-agreement.
 * @param what names the text in messages, e.g. the path of the file
 * @throws UserError `notation`, `unknown-name` or `bad-argument` with line and column, and a caret under the fault
 */
export function parseCheckFile(written: string, what: string): ListedCheck[] {
  const source = new ExperimentSource(written, what);
  const parsed = fileSchema.safeParse(source.document.toJS());
  if (!parsed.success) {
    if (written.trim() === '') throw new UserError('notation', `${what} is empty`, [], EXAMPLE);
    throw source.faultOf(parsed.error.issues);
  }
  return parsed.data.checks.map(({ keep, redraw, tie, dim, ...others }, index) => {
    const range = source.rangeAt(['checks', index]);
    const lists = Object.entries({ keep, redraw, tie, dim }).filter(([, given]) => given !== undefined);
    return {
      start: { ...others, ...Object.fromEntries(lists.map(([name, given]) => [name, [given].flat()])) },
      place: source.placeOf(range),
      located: async (task) => {
        try {
          return await task();
        } catch (error) {
          if (!(error instanceof UserError)) throw error;
          const bound = boundNames.find((name) => error.message.startsWith(`${flagOf(name)} `));
          const at = bound ? source.rangeAt(['checks', index, bound]) : range;
          throw source.located(error, at);
        }
      },
    };
  });
}

const EXAMPLE = 'for instance checks: [{ model: model.onnx, data: x.npy, maxAgreement: 0.2 }] (docs/check.md)';
