import { createFolder, writeFigure, writeWhole } from '../../hosts/node/files.ts';
import type { ReproducedClaim, Reproduction } from './schema.ts';

const JSON_FILE = 'reproduction.json';

/** A folder for claims and their verdicts; made before anything is measured. */
export class ReproductionFolder {
  private constructor(readonly path: string) {}

  /** @throws UserError `run-folder` when it cannot be written to, or holds claims that are not to be replaced */
  static create(path: string, overwrite = false): ReproductionFolder {
    createFolder(path, JSON_FILE, 'a reproduction', overwrite);
    return new ReproductionFolder(path);
  }

  /** The figures and the page of a claim, as soon as it has a verdict. */
  async writeClaim(claim: ReproducedClaim): Promise<void> {
    const { claimFigure, figuresOf } = await import('../../claims/figures.ts');
    const { claimHtml } = await import('./page.ts');
    for (const shown of figuresOf(claim)) {
      await writeFigure(this.path, `${claim.name}-${shown.name}`, (document) =>
        claimFigure(claim, shown, { document }),
      );
    }
    writeWhole(this.path, `${claim.name}.html`, claimHtml(claim));
  }

  async write(reproduction: Reproduction): Promise<void> {
    const { reproductionHtml } = await import('./page.ts');
    const { toJson } = await import('../../results/json.ts');
    writeWhole(this.path, 'report.html', reproductionHtml(reproduction));
    writeWhole(this.path, JSON_FILE, `${toJson(reproduction)}\n`);
  }
}
