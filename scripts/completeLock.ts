// Adds to package-lock.json the optional platform bindings that npm left out, so that `npm ci` accepts the file.
// npm writes no entry for an optional package that its registry does not serve (a mirror may lack other platforms), and
// `npm ci` then refuses its own file. Run after changing dependencies: npm run lock
import { readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';

/** The fields of package-lock.json for an installed package that are used here. */
interface LockedPackage {
  readonly version?: string;
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const SYSTEMS = ['android', 'darwin', 'linux', 'win32', 'freebsd', 'openharmony'];
const PROCESSORS = ['arm64', 'x64', 'ia32', 'riscv64', 'ppc64', 's390x', 'wasm32', 'arm'];
const FILE = 'package-lock.json';

const lock: { packages: Record<string, LockedPackage> } = JSON.parse(readFileSync(FILE, 'utf8'));
const known = new Map(Object.entries(lock.packages));
for (const [path, { optionalDependencies = {}, dev }] of [...known]) {
  if (path === '') continue;
  for (const [name, version] of Object.entries(optionalDependencies)) {
    if (known.has(`${path}/node_modules/${name}`) || known.has(`node_modules/${name}`)) continue;
    known.set(`node_modules/${name}`, { version, ...platformOf(name), ...(dev && { dev }), optional: true });
  }
}
lock.packages = Object.fromEntries([...known].sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(FILE, `${JSON.stringify(lock, null, 2)}\n`);

/** "@biomejs/cli-linux-x64-musl" → { os, cpu, libc }: npm skips a package made for another machine without fetching it. */
function platformOf(name: string) {
  const binding = basename(name);
  const os = SYSTEMS.find((system) => binding.includes(system));
  const cpu = PROCESSORS.find((processor) => binding.includes(processor));
  const libc = binding.includes('musl') ? 'musl' : os === 'linux' && /gnu(?!eabi)/.test(binding) ? 'glibc' : undefined;
  return { ...(os && { os: [os] }), ...(cpu && { cpu: [cpu] }), ...(libc && { libc: [libc] }) };
}
