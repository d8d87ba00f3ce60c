import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../errors.ts';
import type { Explanation } from '../results/explanationSchema.ts';
import { attempt, writeWhole } from './files.ts';

const JSON_FILE = 'explanation.json';

/** A folder for an explanation; made before anything is measured, so that nothing measured is lost to a typing error. */
export class ExplanationFolder {
  private constructor(readonly path: string) {}

  /** @throws UserError `run-folder` when it cannot be written to, or holds an explanation that is not to be replaced */
  static create(path: string, overwrite = false): ExplanationFolder {
    if (existsSync(join(path, JSON_FILE)) && !overwrite) {
      const remedy = '--overwrite replaces it; --out takes another folder';
      throw new UserError('run-folder', `${path} already holds an explanation`, [], remedy);
    }
    const folder = new ExplanationFolder(path);
    attempt(path, () => mkdirSync(path, { recursive: true }));
    return folder;
  }

  async write(explanation: Explanation): Promise<void> {
    const { blame } = await import('../plots/blame.ts');
    const { pngOf } = await import('../plots/png.ts');
    const { svgText } = await import('../plots/svg.ts');
    const { explanationHtml } = await import('../report/explanation.ts');
    const { toJson } = await import('../results/json.ts');
    const svg = svgText((document) => blame(explanation, { document }));
    writeWhole(this.path, 'blame.svg', svg);
    writeWhole(this.path, 'blame.png', pngOf(svg));
    writeWhole(this.path, 'explanation.html', explanationHtml(explanation));
    writeWhole(this.path, JSON_FILE, `${toJson(explanation)}\n`);
  }
}
