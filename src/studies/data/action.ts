import { setupOptions } from '../../cli/input.ts';
import { drawing, type Io } from '../../console/io.ts';
import { load } from '../../data/sources/files/load.ts';
import { UserError } from '../../errors.ts';
import { thumbnailsOf } from '../../present/svg/thumbnails.ts';
import { PICTURE_SIZE } from '../../present/text/pictures.ts';
import { toJson } from '../../results/json.ts';
import type { DataFlags } from './command.ts';
import { lookAt } from './run.ts';
import { renderDataSummary } from './text.ts';

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
  const { DataFolder } = await import('./folder.ts');
  return DataFolder.create(path, overwrite);
}
