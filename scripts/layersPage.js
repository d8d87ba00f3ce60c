// Writes docs/layers.md, the support table, from the code. Usage, after `npm run build`: node scripts/layersPage.js
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';

const { layers } = JSON.parse(
  execFileSync(process.execPath, ['bin/firstguess.js', 'layers', '--json'], { encoding: 'utf8' }),
);
const mark = (covered) => (covered ? '✓' : '–');
const rows = layers.map(
  ({ name, summary, formula, theory, pair, dataset, spatial, graph }) =>
    `| \`${name}\` | ${(formula ?? summary).replaceAll('|', '\\|')} | ${theory} | ${[pair, dataset, spatial, graph].map(mark).join(' | ')} |`,
);
writeFileSync(
  'docs/layers.md',
  `# Layers and what theory covers

Written by \`node scripts/layersPage.js\` from the code; \`firstguess layers\` shows the same with all arguments. Theory is
exact (a closed form), quadrature (an integral to about 14 digits), sampled (with an error beside it) or none (measured only).

| layer | what it does | theory | generated data | given points | images | measured |
|---|---|---|---|---|---|---|
${rows.join('\n')}
`,
);
