// Runs our side of a case once, in a process of its own, and prints what it returns as JSON.
// Usage: node bench/dist/once.js <name> <JSON of its options> [folder of the built library]
import { contestants } from './contestants.ts';
import { libraryIn } from './library.ts';

const [name, options, folder = 'dist'] = process.argv.slice(2);
const { default: contestant } = await contestants[name as keyof typeof contestants]();
console.log(JSON.stringify(await contestant(JSON.parse(options), libraryIn(folder))));
