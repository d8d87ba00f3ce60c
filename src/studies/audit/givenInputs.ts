import type { GivenInput } from '../../audit/plan/auditPlan.ts';
import { load } from '../../data/sources/files/load.ts';
import { UserError } from '../../errors.ts';

/** Words for numbers that fill an input. */
const WORDS: Readonly<Record<string, number>> = { zeros: 0, ones: 1 };

/**
 * What inputs of a model take beside the data, from texts such as "sr=16000", "h0=zeros" and `age=npy("age.npy")`.
 * @throws UserError `bad-argument` for a text of another form, and what the source says of its file
 */
export async function givenInputs(texts: readonly string[] = []): Promise<ReadonlyMap<string, GivenInput>> {
  const given = new Map<string, GivenInput>();
  for (const text of texts) {
    const [, name, source] = /^([^=]+)=(.+)$/s.exec(text) ?? [];
    if (source === undefined) {
      const message = `--input takes name=source, not ${JSON.stringify(text)}`;
      throw new UserError(
        'bad-argument',
        message,
        [],
        'for instance --input h0=zeros, or --input \'age=npy("age.npy")\'',
      );
    }
    given.set(name.trim(), await inputFrom(source.trim(), name.trim()));
  }
  return given;
}

async function inputFrom(source: string, name: string): Promise<GivenInput> {
  const number = WORDS[source] ?? Number(source);
  if (Number.isFinite(number)) return number;
  const data = await load(source, `--input ${name}`);
  if (data.kind === 'dataset') return data;
  const message = `--input ${name} needs a row for each point, but ${data.name} is drawn anew each time`;
  throw new UserError('bad-argument', message, [], 'give a file, or zeros, ones or a number');
}
