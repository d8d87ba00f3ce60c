import { createFolder, writeFigure, writeWhole } from '../../hosts/node/files.ts';
import type { Measurement } from '../../results/schema.ts';

const JSON_FILE = 'comparison.json';

/** A folder for a comparison; made before anything is measured, so that nothing measured is lost to a typing error. */
export class ComparisonFolder {
  private constructor(readonly path: string) {}

  /** @throws UserError `run-folder` when it cannot be written to, or holds a comparison that is not to be replaced */
  static create(path: string, overwrite = false): ComparisonFolder {
    createFolder(path, JSON_FILE, 'a comparison', overwrite);
    return new ComparisonFolder(path);
  }

  async write(measurements: readonly Measurement[]): Promise<void> {
    const { comparison } = await import('./figure.ts');
    const { comparisonHtml } = await import('../measure/page.ts');
    const { toJson } = await import('../../results/json.ts');
    await writeFigure(this.path, 'comparison', (document) => comparison(measurements, { document }));
    writeWhole(this.path, 'comparison.html', comparisonHtml(measurements));
    writeWhole(this.path, JSON_FILE, `${toJson({ measurements })}\n`);
  }
}
