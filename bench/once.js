// Runs our side of a case once, in a process of its own, and prints what it returns as JSON.
// Usage: node bench/once.js <name> <JSON of its options> [folder of the built library]
import { pathToFileURL } from 'node:url';
import { moduleOf } from './modules.js';

const [name, options, folder = new URL('../dist', import.meta.url).pathname] = process.argv.slice(2);
const { default: contestant } = await import(`./ours/${name}.js`);
const library = (module) => moduleOf(pathToFileURL(folder).href, module);
console.log(JSON.stringify(await contestant(JSON.parse(options), Object.assign(library, { folder }))));
