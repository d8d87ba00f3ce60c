import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type FileOptions, figureOptions } from '../../present/fileOptions.ts';
import { text } from '../../present/svg/figure.ts';
import type { Picture } from '../../present/svg/picture.ts';
import { makeFolders, writeFigure } from './files.ts';

const picture: Picture = {
  title: 'A finding',
  subtitle: 'a network on data',
  description: 'A letter.',
  narrowest: 320,
  key: () => [{ label: 'measured', mark: 'dot', colour: 'black' }],
  draw: ({ document }) => ({ element: text(document, 'variance σ_w²', { x: 0, y: 20 }), height: 40 }),
};

async function written(options: FileOptions): Promise<{ names: string[]; read: (name: string) => Buffer }> {
  const folder = mkdtempSync(join(tmpdir(), 'firstguess-figure-'));
  await writeFigure(folder, 'figure', picture, options);
  return { names: readdirSync(folder).sort(), read: (name) => readFileSync(join(folder, name)) };
}

describe('a folder', () => {
  it('is made with those above it, and left as it is where it is there', () => {
    const folder = mkdtempSync(join(tmpdir(), 'firstguess-folders-'));
    makeFolders(join(folder, 'a/b/c'));
    writeFileSync(join(folder, 'a/b/c/file'), '');
    makeFolders(join(folder, 'a/b/c/'));
    expect(readdirSync(join(folder, 'a/b/c'))).toEqual(['file']);
  });

  it('is refused where a file has its name or one above it', () => {
    const folder = mkdtempSync(join(tmpdir(), 'firstguess-folders-'));
    writeFileSync(join(folder, 'file'), '');
    expect(() => makeFolders(join(folder, 'file'))).toThrow('EEXIST');
    expect(() => makeFolders(join(folder, 'file/run'))).toThrow('ENOTDIR');
  });
});

describe('a figure for a paper', () => {
  it('is written in the formats asked for, SVG and PNG by default', async () => {
    expect((await written({})).names).toEqual(['figure.png', 'figure.svg']);
    expect((await written({ figureFormat: ['pdf'] })).names).toEqual(['figure.pdf']);
  });

  it('has the width, the dots per inch and the font asked for, and no headline', async () => {
    const options = { figureFormat: ['svg', 'png', 'pdf'], figureWidth: 127, figureDpi: 300 } as const;
    const { read } = await written({ ...options, figureFont: 'serif', figureHeadline: false });
    const svg = read('figure.svg').toString();
    expect(svg).toContain('width="480"');
    expect(svg).toContain('DejaVu Serif');
    expect(svg.replace(/<(title|desc)>.*?<\/\1>|aria-label="[^"]*"/g, '')).not.toContain('A finding');
    expect(read('figure.png').readUInt32BE(16)).toBe(1500);
    const pdf = read('figure.pdf').toString('latin1');
    expect(pdf).toMatch(/^%PDF/);
    expect(pdf).toContain('/MediaBox [0 0 360 ');
    expect(pdf).toMatch(/\/FontName \/\w+\+DejaVuSerif/);
  });

  it('sets σ_w² with a subscript', async () => {
    const svg = (await written({})).read('figure.svg').toString();
    expect(svg).toContain('variance σ<tspan dy="3" font-size="8">w</tspan><tspan dy="-3">²</tspan>');
  });

  it('has no other formats', () => {
    const { read } = figureOptions.figureFormat;
    expect(read('svg, pdf', '--figure-format')).toEqual(['svg', 'pdf']);
    expect(() => read('eps', '--figure-format')).toThrow('unknown --figure-format "eps"');
  });
});
