// Joins the modules of the command line, and of its threads, into a few files in dist: reading 400 of them took a third of
// the time of a short prediction. The library stays one file a module, for the bundlers of those who use it.
import { build } from 'rolldown';

await build({
  input: {
    main: 'dist/cli/main.js',
    // Threads and processes are started from files beside the one that starts them.
    theoryWorker: 'dist/hosts/node/theoryWorker.js',
    worker: 'dist/hosts/node/worker.js',
    modelChild: 'dist/hosts/node/models/modelChild.js',
  },
  external: (id) => !isOurs(id) && !isSmall(id),
  platform: 'node',
  // As deep below the package as the module that looks for the experiments from where it is.
  output: { dir: 'dist/cli/bundle', format: 'esm', cleanDir: true },
});

function isOurs(id: string): boolean {
  return /^[./]/.test(id) || /^[A-Z]:\\/.test(id);
}

/** A tree of small CommonJS files. Each carries its licence, which is kept. */
function isSmall(id: string): boolean {
  return id.startsWith('@stdlib/');
}
