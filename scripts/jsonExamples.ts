// Renews the examples in docs/json.md: runs every command that a JSON block follows and puts its output there.
// Usage: npm run docs:json
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

const PAGE = 'docs/json.md';
/** A command, what the page says of its output, and the output. */
const EXAMPLE = /```sh\n(firstguess [^`|]*?--json)\n```(\n\n(?:[^`\n].*\n\n|Its `.*\n\n)*)```json\n[\s\S]*?\n```/g;

const page = readFileSync(PAGE, 'utf8').replace(EXAMPLE, (_, command: string, between: string) => {
  const leftOut = /Its `(\w+)`, left out here/.exec(between)?.[1];
  console.error(command.split('\n')[0]);
  const { [leftOut ?? '']: _leftOut, ...shown } = JSON.parse(outputOf(command));
  return `\`\`\`sh\n${command}\n\`\`\`${between}\`\`\`json\n${JSON.stringify(shown, null, 2)}\n\`\`\``;
});
writeFileSync(PAGE, page);
execFileSync('npx', ['biome', 'check', '--write', PAGE], { stdio: 'inherit' });

/** In a shell, as a reader would run it. */
function outputOf(command: string): string {
  const here = command.replace(/^firstguess/, `"${process.execPath}" bin/firstguess.js`);
  return execFileSync('sh', ['-c', here], { encoding: 'utf8', maxBuffer: 2 ** 28 });
}
