import { UserError } from '../errors.ts';
import { load } from '../load/load.ts';
import { thumbnailsOf } from '../plots/thumbnails.ts';
import { toJson } from '../results/json.ts';
import { lookAt } from '../survey/summariseData.ts';
import { renderDataSummary } from '../terminal/dataSummary.ts';
import { PICTURE_SIZE } from '../terminal/pictures.ts';
import type { DataFlags } from './data.ts';
import { setupOptions } from './input.ts';
import { drawing, type Io } from './io.ts';

/** Looks at data and shows what they are. */
export async function summariseAndShow(source: string, flags: DataFlags, io: Io): Promise<void> {
  if (flags.overwrite && flags.out === undefined) {
    throw new UserError('bad-argument', '--overwrite replaces the results in a folder, but there is no --out');
  }
  const options = setupOptions(flags);
  const look = lookAt(await load(source, 'the data'), options);
  const folder = flags.out === undefined ? undefined : await folderAt(flags.out, flags.overwrite);
  if (flags.json) io.out(`${toJson(look.summary)}\n`);
  else io.out(renderDataSummary(look.summary, thumbnailsOf(look.points, PICTURE_SIZE), drawing(io)));
  await folder?.write(look);
  if (folder) io.err(`the summary is in ${folder.path}\n`);
}

/** Figures take a while to load, and are needed for folders alone. */
async function folderAt(path: string, overwrite: boolean | undefined) {
  const { DataFolder } = await import('../run/dataFolder.ts');
  return DataFolder.create(path, overwrite);
}
