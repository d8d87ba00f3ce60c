import { createFolder, writeFigure, writeWhole } from '../../hosts/node/files.ts';
import type { PhaseDiagram } from './schema.ts';

const JSON_FILE = 'phase.json';

/** A folder for a phase diagram. */
export class PhaseFolder {
  private constructor(readonly path: string) {}

  /** @throws UserError `run-folder` when it cannot be written to, or holds a diagram that is not to be replaced */
  static create(path: string, overwrite = false): PhaseFolder {
    createFolder(path, JSON_FILE, 'a phase diagram', overwrite);
    return new PhaseFolder(path);
  }

  async write(diagram: PhaseDiagram): Promise<void> {
    const { phase } = await import('./figure.ts');
    const { phaseHtml } = await import('./page.ts');
    const { toJson } = await import('../../results/json.ts');
    await writeFigure(this.path, 'phase-gamma', (document) => phase(diagram, 'gamma', { document }));
    if (diagram.limit) {
      await writeFigure(this.path, 'phase-chi1', (document) => phase(diagram, 'chi1', { document }));
    }
    writeWhole(this.path, 'phase.html', phaseHtml(diagram));
    writeWhole(this.path, JSON_FILE, `${toJson(diagram)}\n`);
  }
}
