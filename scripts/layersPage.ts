// Writes docs/layers.md, the support table, from the code. Usage: npm run docs:layers
import { writeFileSync } from 'node:fs';
import { coverage } from '../src/cli/coverage.ts';

const mark = (covered: boolean) => (covered ? '✓' : '–');
const rows = coverage().map(
  ({ name, summary, formula, theory, pair, dataset, spatial, graph }) =>
    `| \`${name}\` | ${(formula ?? summary).replaceAll('|', '\\|')} | ${theory} | ${[pair, dataset, spatial, graph].map(mark).join(' | ')} |`,
);
writeFileSync(
  'docs/layers.md',
  `# Layers and what theory covers

Written by \`npm run docs:layers\` from the code; \`firstguess layers\` shows the same with all arguments. Theory is
exact (a closed form), quadrature (an integral to about 14 digits), sampled (with an error beside it) or none (measured only).

| layer | what it does | theory | generated data | given points | images | measured |
|---|---|---|---|---|---|---|
${rows.join('\n')}
`,
);
