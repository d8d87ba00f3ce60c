import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../errors.ts';
import type { Measurement } from '../results/schema.ts';

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
    folder.attempt(() => mkdirSync(path, { recursive: true }));
    return folder;
  }

  async write(measurements: readonly Measurement[]): Promise<void> {
    const { comparison } = await import('../plots/comparison.ts');
    const { pngOf } = await import('../plots/png.node.ts');
    const { svgText } = await import('../plots/svg.ts');
    const { comparisonHtml } = await import('../report/html.ts');
    const { toJson } = await import('../results/schema.ts');
    const svg = svgText((document) => comparison(measurements, { document }));
    this.writeFile('comparison.svg', svg);
    this.writeFile('comparison.png', pngOf(svg));
    this.writeFile('comparison.html', comparisonHtml(measurements));
    this.writeFile(JSON_FILE, `${toJson({ measurements })}\n`);
  }

  /** Whole or not at all. */
  private writeFile(name: string, content: string | Uint8Array): void {
    const path = join(this.path, name);
    this.attempt(() => {
      writeFileSync(`${path}.part`, content);
      renameSync(`${path}.part`, path);
    });
  }

  private attempt(operation: () => void): void {
    try {
      operation();
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      const remedy = 'choose a folder that you may write to, on a disk with room';
      throw new UserError('run-folder', `cannot write to ${this.path}: ${error.message}`, [], remedy);
    }
  }
}
