import { createFolder, writeFigure, writeWhole } from '../../hosts/node/files.ts';
import { thumbnailsOf } from '../../present/svg/thumbnails.ts';
import { toJson } from '../../results/json.ts';
import { contactSheet, TILE } from './contactSheet.ts';
import { overlapSpectrum } from './overlapSpectrum.ts';
import { dataSummaryHtml } from './page.ts';
import type { Look } from './run.ts';

const JSON_FILE = 'data.json';

/** A folder for a summary of data. */
export class DataFolder {
  private constructor(readonly path: string) {}

  /** @throws UserError `run-folder` when it cannot be written to, or holds results that are not to be replaced */
  static create(path: string, overwrite = false): DataFolder {
    createFolder(path, JSON_FILE, 'a summary of data', overwrite);
    return new DataFolder(path);
  }

  /** Writes figures and report, and data.json last, as the mark of success. */
  async write({ summary, points }: Look): Promise<void> {
    const thumbnails = thumbnailsOf(points, TILE);
    await writeFigure(this.path, 'overlaps', (document) => overlapSpectrum(summary, { document }));
    if (thumbnails) {
      await writeFigure(this.path, 'contact-sheet', (document) => contactSheet(thumbnails, summary, { document }));
    }
    writeWhole(this.path, 'data.html', dataSummaryHtml(summary, thumbnails));
    writeWhole(this.path, JSON_FILE, `${toJson(summary)}\n`);
  }
}
