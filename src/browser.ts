/** firstguess in a browser: the API of `api.ts`, and measuring on the calling thread by WebAssembly. */
export * from './api.ts';
export { measure } from './run/browser.ts';
