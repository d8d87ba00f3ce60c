/** Pages that lie elsewhere in the repository, and their names on the site. */
export const outsidePages = [
  { name: 'glossary', path: 'GLOSSARY.md' },
  { name: 'changes', path: 'CHANGELOG.md' },
  { name: 'checks-networks', path: 'checks/results/networks.md' },
  { name: 'checks-layers', path: 'checks/results/layers.md' },
  { name: 'checks-finite', path: 'checks/results/finite.md' },
  { name: 'benchmarks', path: 'bench/README.md' },
  { name: 'peers', path: 'bench/peers/README.md' },
] as const;
