// Wraps the compiled random number generator as base64 in a TypeScript module, so that it starts synchronously
// everywhere: in Node, in browsers and in workers, without a file to find or fetch.
// `npm run build:wasm` runs it after `asc`; both outputs are build products and not in the repository.
import { readFileSync, writeFileSync } from 'node:fs';

const folder = new URL('../src/random/', import.meta.url);
const bytes = readFileSync(new URL('philox.generated.wasm', folder));
writeFileSync(
  new URL('philox.generated.ts', folder),
  `// Compiled from src/random/assembly by the build.\nexport const wasmBase64 =\n  '${bytes.toString('base64')}';\n`,
);
