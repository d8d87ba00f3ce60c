import { UserError } from '../../../errors.ts';

/** A file that is no readable model as a whole: "model.onnx is empty". */
export function badFile(file: string, says: string, remedy: string): UserError {
  return new UserError('bad-model', `${file} ${says}`, [], remedy);
}

/** A fault at one place of a model: "tensor "w" …", in its file. */
export function badModel(file: string, message: string, remedy: string): UserError {
  return new UserError('bad-model', message, [`in ${file}`], remedy);
}

/** What to do about a file that no exporter writes. */
export const EXPORT_AGAIN = 'copy the file again, or export the model again';

/** Longer names are cut in messages. */
const LONGEST = 80;

/** A name from a file in quotes; what a terminal would obey is escaped. */
export function quoted(name: string): string {
  const short = name.length > LONGEST ? `${name.slice(0, LONGEST)}…` : name;
  return JSON.stringify(short).replace(
    /[\u007f-\u009f]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** How messages call a node: by its name, else by what it makes. */
export function titleOf({ name, op, outputs }: { name: string; op: string; outputs: readonly string[] }): string {
  if (name) return `node ${quoted(name)} (${shown(op)})`;
  const made = outputs.find((output) => output !== '');
  return made === undefined ? `a node (${shown(op)})` : `the node (${shown(op)}) that makes ${quoted(made)}`;
}

function shown(op: string): string {
  return /^\w{1,60}$/.test(op) ? op : quoted(op);
}
