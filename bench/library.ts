import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Modules of the library that cases use, by their current paths. */
interface Modules {
  index: typeof import('../src/index.ts');
  'hosts/node/host': typeof import('../src/hosts/node/host.ts');
  'laws/agreement': typeof import('../src/laws/agreement.ts');
  'measure/draw/draw': typeof import('../src/measure/draw/draw.ts');
  'measure/measure': typeof import('../src/measure/measure.ts');
  'measure/plan/plan': typeof import('../src/measure/plan/plan.ts');
  'measure/tally/estimate': typeof import('../src/measure/tally/estimate.ts');
  'network/notation/parse': typeof import('../src/network/notation/parse.ts');
  'program/compile': typeof import('../src/program/compile.ts');
  'program/sample': typeof import('../src/program/sample.ts');
  'random/generator': typeof import('../src/random/generator.ts');
  'setup/setup': typeof import('../src/setup/setup.ts');
  'studies/phase/run': typeof import('../src/studies/phase/run.ts');
  'theory/guessTheory': typeof import('../src/theory/guessTheory.ts');
}

/** Their paths in builds before the folders were rearranged, for comparisons with old commits. */
const BEFORE: Partial<Record<keyof Modules, string>> = {
  'hosts/node/host': 'run/host',
  'laws/agreement': 'theory/agreement',
  'measure/plan/plan': 'measure/plan',
  'measure/tally/estimate': 'measure/estimate',
  'network/notation/parse': 'network/notation',
  'program/compile': 'network/program',
  'setup/setup': 'experiment/setup',
  'studies/phase/run': 'phase/diagram',
};

/** A built library, of this or of an older commit. */
export interface Library {
  readonly folder: string;
  /** Imports one of its modules. */
  load<Path extends keyof Modules>(path: Path): Promise<Modules[Path]>;
}

/** The library that was built to this folder. */
export function libraryIn(built: string): Library {
  const folder = resolve(built);
  const at = (path: string) => import(pathToFileURL(`${folder}/${path}.js`).href);
  return {
    folder,
    load: (path) =>
      at(path).catch((error: NodeJS.ErrnoException) => {
        const before = BEFORE[path];
        if (error.code !== 'ERR_MODULE_NOT_FOUND' || before === undefined) throw error;
        return at(before);
      }),
  };
}
