import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createAdaptorServer } from '@hono/node-server';
import { UserError } from '../../errors.ts';
import { labApp } from './labApp.ts';

export interface LabOptions {
  /** Where to listen: this machine alone by default. */
  readonly host?: string;
  /** By default 4180, or any other that is free where it is taken. */
  readonly port?: number;
  /** Lets other machines in, with a token in the address. */
  readonly allowRemote?: boolean;
}

export interface ServedLab {
  readonly url: string;
  /** What is to be said of it. */
  readonly notes: readonly string[];
  close(): Promise<void>;
}

const PORT = 4180;
const LOOPBACK = ['127.0.0.1', 'localhost', '::1'];

/** The built lab, in dist/ as this module is, which the bundle of the command line has as deep below it. */
const FOLDER = fileURLToPath(new URL('../../lab/', import.meta.url));

/**
 * Serves the lab until it is closed.
 * @throws UserError `bad-argument` for a host that is not this machine without `allowRemote`, or a port that is taken
 */
export async function serveLab(options: LabOptions = {}, folder = FOLDER): Promise<ServedLab> {
  const { host = '127.0.0.1', port, allowRemote = false } = options;
  const isLocal = LOOPBACK.includes(host);
  if (!isLocal && !allowRemote) {
    const message = `--host ${host} would let other machines in`;
    throw new UserError('bad-argument', message, [], 'add --allow-remote if that is what you want');
  }
  if (!existsSync(join(folder, 'index.html'))) {
    throw new UserError('bad-argument', 'the lab is not built', [], 'npm run build:lab builds it');
  }
  const token = isLocal ? undefined : randomBytes(16).toString('hex');
  // The port is known only once it listens, and requests come after that.
  const hosts: string[] = [];
  const server = createAdaptorServer({ fetch: labApp(folder, { hosts, token }).fetch });
  const listen = (wanted: number) =>
    new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(wanted, host, () => resolve());
    });
  const notes: string[] = [];
  try {
    await listen(port ?? PORT);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (port !== undefined || code !== 'EADDRINUSE') throw refusalOf(host, port ?? PORT, code);
    await listen(0);
    notes.push(`port ${PORT} is taken`);
  }
  const { port: own } = server.address() as AddressInfo;
  const names = isLocal ? LOOPBACK : [host, ...LOOPBACK, ...addressesOf()];
  hosts.push(...names.map((name) => `${name.includes(':') ? `[${name}]` : name}:${own}`));
  const shown = host.includes(':') ? `[${host}]` : host;
  return {
    url: `http://${shown}:${own}/${token ? `?token=${token}` : ''}`,
    notes,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function refusalOf(host: string, port: number, code: string | undefined): UserError {
  const why = {
    EADDRINUSE: 'it is taken',
    EACCES: 'it needs rights that you have not',
    EADDRNOTAVAIL: 'this machine has no such address',
  };
  const reason = why[code as keyof typeof why] ?? code ?? 'it cannot be listened on';
  return new UserError(
    'bad-argument',
    `${host}:${port} cannot be served: ${reason}`,
    [],
    'choose another with --port and --host',
  );
}

/** The addresses of this machine. */
function addressesOf(): string[] {
  return Object.values(networkInterfaces()).flatMap((all) => (all ?? []).map(({ address }) => address));
}
