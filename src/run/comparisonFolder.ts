import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../errors.ts';
import type { Measurement } from '../results/schema.ts';
import { attempt, writeWhole } from './files.ts';

const JSON_FILE = 'comparison.json';

/** A folder for a comparison; made before anything is measured, so that nothing measured is lost to a typing error. */
export class ComparisonFolder {
  private constructor(readonly path: string) {}

  /** @throws UserError `run-folder` when it cannot be written to, or holds a comparison that is not to be replaced */
  static create(path: string, overwrite = false): ComparisonFolder {
    if (existsSync(join(path, JSON_FILE)) && !overwrite) {
      const remedy = '--overwrite replaces it; --out takes another folder';
      throw new UserError('run-folder', `${path} already holds a comparison`, [], remedy);
    }
    const folder = new ComparisonFolder(path);
    attempt(path, () => mkdirSync(path, { recursive: true }));
    return folder;
  }

  async write(measurements: readonly Measurement[]): Promise<void> {
    const { comparison } = await import('../plots/comparison.ts');
    const { pngOf } = await import('../plots/png.ts');
    const { svgText } = await import('../plots/svg.ts');
    const { comparisonHtml } = await import('../report/html.ts');
    const { toJson } = await import('../results/json.ts');
    const svg = svgText((document) => comparison(measurements, { document }));
    writeWhole(this.path, 'comparison.svg', svg);
    writeWhole(this.path, 'comparison.png', pngOf(svg));
    writeWhole(this.path, 'comparison.html', comparisonHtml(measurements));
    writeWhole(this.path, JSON_FILE, `${toJson({ measurements })}\n`);
  }
}
