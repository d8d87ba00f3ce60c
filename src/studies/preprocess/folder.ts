import { createFolder, writeFigure, writeWhole } from '../../hosts/node/files.ts';
import type { PreprocessingComparison } from './schema.ts';

const JSON_FILE = 'preprocessing.json';

/** A folder for a comparison of pipelines; made before anything is measured. */
export class PreprocessingFolder {
  private constructor(readonly path: string) {}

  /** @throws UserError `run-folder` when it cannot be written to, or holds a comparison that is not to be replaced */
  static create(path: string, overwrite = false): PreprocessingFolder {
    createFolder(path, JSON_FILE, 'a comparison of pipelines', overwrite);
    return new PreprocessingFolder(path);
  }

  async write(comparison: PreprocessingComparison): Promise<void> {
    const { preprocessing } = await import('./figure.ts');
    const { preprocessingHtml } = await import('./page.ts');
    const { toJson } = await import('../../results/json.ts');
    await writeFigure(this.path, 'agreement', (document) => preprocessing(comparison, 'agreement', { document }));
    await writeFigure(this.path, 'max-fraction', (document) => preprocessing(comparison, 'maxFraction', { document }));
    writeWhole(this.path, 'preprocessing.html', preprocessingHtml(comparison));
    writeWhole(this.path, JSON_FILE, `${toJson(comparison)}\n`);
  }
}
