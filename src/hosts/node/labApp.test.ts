import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { labApp } from './labApp.ts';
import { serveLab } from './serveLab.ts';

const outside = mkdtempSync(join(tmpdir(), 'firstguess-lab-'));
const folder = join(outside, 'lab');
mkdirSync(join(folder, 'assets'), { recursive: true });
writeFileSync(join(outside, 'secret.txt'), 'secret');
writeFileSync(join(folder, 'index.html'), '<title>lab</title>');
writeFileSync(join(folder, 'assets', 'main.js'), 'main');
afterAll(() => rmSync(outside, { recursive: true }));

const app = labApp(folder, { hosts: ['localhost:1'] });
const get = (path: string, headers: Record<string, string> = {}, method = 'GET', one = app) =>
  one.request(`http://localhost:1${path}`, { method, headers: { host: 'localhost:1', ...headers } });

describe('the server of the lab', () => {
  it('gives the pages, to be kept where their name says what is in them', async () => {
    const page = await get('/');
    expect([page.status, await page.text()]).toEqual([200, '<title>lab</title>']);
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    const asset = await get('/assets/main.js');
    expect([asset.headers.get('content-type'), asset.headers.get('cache-control')]).toEqual([
      'text/javascript; charset=utf-8',
      'public, max-age=31536000, immutable',
    ]);
    expect((await get('/assets/other.js')).status).toBe(404);
  });

  it('lets a page load nothing from elsewhere, nor be framed or read by others', async () => {
    const { headers } = await get('/');
    const policy = headers.get('content-security-policy');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe-inline|\*|https?:/);
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(headers.get('cross-origin-embedder-policy')).toBe('require-corp');
    expect(headers.get('access-control-allow-origin')).toBeNull();
  });

  it('never leaves its folder', async () => {
    for (const path of [
      '/../secret.txt',
      '/%2e%2e/secret.txt',
      '/..%2fsecret.txt',
      '/assets/..%2f..%2fsecret.txt',
      '/%5c..%5csecret.txt',
      '/%00',
      '/%',
    ]) {
      const { status } = await get(path);
      expect(status, path).toBe(404);
    }
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('..', '%2e%2e', '/', '%2f', 'lab', 'secret.txt', '%5c', '.', '//'), { maxLength: 8 }),
        async (parts) => {
          const answer = await get(`/${parts.join('')}`);
          expect(await answer.text()).not.toContain('secret');
        },
      ),
    );
  });

  it('answers to its own names alone, and takes nothing in', async () => {
    expect((await get('/', { host: 'evil.example' })).status).toBe(421);
    expect((await get('/', {}, 'POST')).status).toBe(405);
  });

  it('opens to others by the token of the address, which the browser then keeps', async () => {
    const guarded = labApp(folder, { hosts: ['localhost:1'], token: 'abc' });
    expect((await get('/', {}, 'GET', guarded)).status).toBe(403);
    expect((await get('/?token=abd', {}, 'GET', guarded)).status).toBe(403);
    const first = await get('/?token=abc', {}, 'GET', guarded);
    expect(first.status).toBe(200);
    const cookie = first.headers.get('set-cookie')!;
    expect(cookie).toMatch(/HttpOnly; SameSite=Strict/);
    expect((await get('/assets/main.js', { cookie: cookie.split(';')[0] }, 'GET', guarded)).status).toBe(200);
  });
});

describe('serving', () => {
  it('takes another port where the usual one is taken, and says so', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => {
      taken.once('error', () => resolve());
      taken.listen(4180, '127.0.0.1', () => resolve());
    });
    const lab = await serveLab({}, folder);
    expect(lab.notes).toEqual(['port 4180 is taken']);
    expect(await (await fetch(lab.url)).text()).toContain('lab');
    const rebound = new Promise<number>((resolve) => {
      request(lab.url, { headers: { host: 'evil.example' } }, ({ statusCode }) => resolve(statusCode!)).end();
    });
    expect(await rebound).toBe(421);
    await lab.close();
    const own = (taken.address() as { port: number } | null)?.port ?? 4180;
    await expect(serveLab({ port: own }, folder)).rejects.toMatchObject({
      code: 'bad-argument',
      remedy: expect.stringContaining('--port'),
    });
    taken.close();
  });

  it('lets nobody else in unless told to, and then by a token', async () => {
    await expect(serveLab({ host: '0.0.0.0' }, folder)).rejects.toThrow(/would let other machines in/);
    const lab = await serveLab({ host: '0.0.0.0', port: 0, allowRemote: true }, folder);
    expect(lab.url).toMatch(/\?token=[0-9a-f]{32}$/);
    const local = lab.url.replace('0.0.0.0', '127.0.0.1');
    expect((await fetch(local)).status).toBe(200);
    expect((await fetch(local.replace(/\?.*/, ''))).status).toBe(403);
    await lab.close();
  });

  it('says how to build what is not built', async () => {
    await expect(serveLab({}, outside)).rejects.toMatchObject({ remedy: 'npm run build:lab builds it' });
  });
});
