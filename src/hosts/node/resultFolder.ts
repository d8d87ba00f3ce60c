import type { FileOptions } from '../../present/fileOptions.ts';
import type { Picture } from '../../present/svg/picture.ts';
import type { DataTable } from '../../present/tables/dataTable.ts';
import { tableWriters } from '../../present/tables/writers.ts';
import { toJson } from '../../results/json.ts';
import { createFolder, writeFigure, writeWhole } from './files.ts';

/** What a study leaves in a folder. */
export interface ResultFiles {
  /** By name; what there is nothing to draw of is undefined. */
  readonly figures?: Readonly<Record<string, Picture | undefined>>;
  /** By name, written in the formats that are asked for; what there is nothing to tell of is undefined. */
  readonly tables?: Readonly<Record<string, DataTable | undefined>>;
  /** HTML by file name. */
  readonly pages?: Readonly<Record<string, string>>;
  /** The document of the marker. */
  readonly json: unknown;
}

/** A folder for results; made before anything is computed, so that a typing error loses no results. */
export class ResultFolder {
  private constructor(
    readonly path: string,
    private readonly marker: string,
  ) {}

  /**
   * @param kind what the results are called, with an article, and their files, the first of which marks them
   * @throws UserError `run-folder` when it cannot be written to, or holds results that are not to be replaced
   */
  static create(
    path: string,
    {
      what,
      files: [marker],
    }: { readonly what: string; readonly files: readonly [marker: string, ...others: string[]] },
    overwrite = false,
  ): ResultFolder {
    createFolder(path, marker, what, overwrite);
    return new ResultFolder(path, marker);
  }

  /** Figures, tables, then pages, then the marker, as the mark of success. */
  async write({ json, ...files }: ResultFiles, options: FileOptions): Promise<void> {
    await writeFiles(this.path, files, options);
    writeWhole(this.path, this.marker, `${toJson(json)}\n`);
  }
}

/** Only figures, tables and pages. */
export async function writeFiles(
  folder: string,
  { figures = {}, tables = {}, pages = {} }: Omit<ResultFiles, 'json'>,
  options: FileOptions,
): Promise<void> {
  for (const [name, picture] of Object.entries(figures)) if (picture) await writeFigure(folder, name, picture, options);
  for (const format of options.tables ?? []) {
    for (const [name, table] of Object.entries(tables)) {
      if (table) writeWhole(folder, `${name}.${format}`, tableWriters[format](table));
    }
  }
  for (const [name, html] of Object.entries(pages)) writeWhole(folder, name, html);
}
