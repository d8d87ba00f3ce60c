// Writes docs/layers.md, the support table, from the code. Usage: npm run docs:layers
import { writeFileSync } from 'node:fs';
import { coverage } from '../src/cli/coverage.ts';
import { schemes } from '../src/network/schemes/index.ts';
import { differences } from './differences.ts';

const mark = (covered: boolean) => (covered ? '✓' : '–');
const rows = coverage().map(
  ({ name, summary, formula, theory, pair, dataset, spatial, graph }) =>
    `| \`${name}\` | ${(formula ?? summary).replaceAll('|', '\\|')} | ${theory} | ${[pair, dataset, spatial, graph].map(mark).join(' | ')} |`,
);
function schemeRow({ name, aliases, summary, parameters, source }: (typeof schemes)[number]): string {
  const args = Object.entries(parameters).map(([argument, { fallback, need }]) =>
    need === 'required' || fallback === undefined ? `\`${argument}\`` : `\`${argument}=${fallback}\``,
  );
  const also = aliases.map((alias) => `\`${alias}\``).join(', ');
  return `| \`${name}\` | ${also} | ${summary} | ${args.join(', ')} | ${source} |`;
}

writeFileSync(
  'docs/layers.md',
  `# Layers and what theory covers

Written by \`npm run docs:layers\` from the code; \`firstguess layers\` shows the same with all arguments. Theory is
exact (a closed form), quadrature (an integral to about 14 digits), sampled (with an error beside it) or none (measured only).

| layer | what it does | theory | generated data | given points | images | measured |
|---|---|---|---|---|---|---|
${rows.join('\n')}

## Where frameworks differ

The layers that PyTorch has give its outputs on the same inputs and weights, to 1e-5 (\`checks/references/layers.py\`). Names of
PyTorch, Keras, Flax and TensorFlow.js are read with the arguments and defaults of their framework.

| layer | here | PyTorch | Keras | Flax |
|---|---|---|---|---|
${differences.map((row) => `| ${row.join(' | ')} |`).join('\n')}

## Initialisations

What \`--init\` takes. A layer's own \`sigmaW2\` and \`sigmaB2\` come before \`--sigma-w2\` and \`--sigma-b2\`, and these before the
initialisation; \`--law\` changes the law and keeps the variances. Theory uses the variance alone: at infinite width the law of
the weights does not matter. Laws of the first layer and of the readout that are not Gaussian are named in a note.

| word | also | weights and biases | arguments | follows |
|---|---|---|---|---|
${schemes.map(schemeRow).join('\n')}
`,
);
