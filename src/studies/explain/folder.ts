import { createFolder, writeFigure, writeWhole } from '../../hosts/node/files.ts';
import type { Explanation } from './schema.ts';

const JSON_FILE = 'explanation.json';

/** A folder for an explanation; made before anything is measured, so that nothing measured is lost to a typing error. */
export class ExplanationFolder {
  private constructor(readonly path: string) {}

  /** @throws UserError `run-folder` when it cannot be written to, or holds an explanation that is not to be replaced */
  static create(path: string, overwrite = false): ExplanationFolder {
    createFolder(path, JSON_FILE, 'an explanation', overwrite);
    return new ExplanationFolder(path);
  }

  async write(explanation: Explanation): Promise<void> {
    const { blame } = await import('./figure.ts');
    const { explanationHtml } = await import('./page.ts');
    const { toJson } = await import('../../results/json.ts');
    await writeFigure(this.path, 'blame', (document) => blame(explanation, { document }));
    writeWhole(this.path, 'explanation.html', explanationHtml(explanation));
    writeWhole(this.path, JSON_FILE, `${toJson(explanation)}\n`);
  }
}
