import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { Hono } from 'hono';
import { secureHeaders } from 'hono/secure-headers';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.wasm': 'application/wasm',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
};

export interface LabAccess {
  /** The names that requests may ask for, with their port: a page elsewhere that points a name of its own here is refused. */
  readonly hosts: readonly string[];
  /** Where others may come in: what their first address must carry. */
  readonly token?: string;
}

const COOKIE = 'firstguess-lab';

/**
 * The pages of the lab, and nothing else: no other origin may read or frame them, they load nothing from elsewhere, and no path
 * leads out of the folder.
 * @param folder where the built lab is
 */
export function labApp(folder: string, { hosts, token }: LabAccess): Hono {
  const app = new Hono();
  app.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'", "'wasm-unsafe-eval'"],
        workerSrc: ["'self'"],
        connectSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
      },
      crossOriginOpenerPolicy: 'same-origin',
      crossOriginEmbedderPolicy: 'require-corp',
      crossOriginResourcePolicy: 'same-origin',
      strictTransportSecurity: false,
      referrerPolicy: 'no-referrer',
    }),
  );
  app.use(async (context, next) => {
    const { req } = context;
    if (!hosts.includes(req.header('host') ?? '')) return context.text('this host is not served', 421);
    if (!['GET', 'HEAD'].includes(req.method)) return context.text('the lab only gives pages', 405);
    if (token === undefined) return next();
    if (req.query('token') === token) {
      context.header('set-cookie', `${COOKIE}=${token}; HttpOnly; SameSite=Strict; Path=/`);
      return next();
    }
    const known = (req.header('cookie') ?? '').split(/;\s*/).includes(`${COOKIE}=${token}`);
    return known ? next() : context.text('open the address that firstguess lab printed, with its token', 403);
  });
  app.get('*', async (context) => {
    const file = fileOf(folder, context.req.path);
    const content = file && (await readFile(file).catch(() => undefined));
    if (!content) return context.text('there is no such page', 404);
    // Names of assets carry a digest of what is in them.
    const kept = context.req.path.startsWith('/assets/');
    return context.body(new Uint8Array(content), 200, {
      'content-type': TYPES[extname(file!)] ?? 'application/octet-stream',
      'cache-control': kept ? 'public, max-age=31536000, immutable' : 'no-cache',
    });
  });
  return app;
}

/** The file that a path asks for; undefined for a path that leads out of the folder, or is none. */
function fileOf(folder: string, path: string): string | undefined {
  let decoded: string;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    return undefined;
  }
  if (/[\0\\]/.test(decoded)) return undefined;
  const file = normalize(join(folder, decoded.endsWith('/') ? `${decoded}index.html` : decoded));
  return file.startsWith(folder.endsWith(sep) ? folder : folder + sep) ? file : undefined;
}
