import { existsSync, mkdirSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { UserError } from '../../errors.ts';
import { type FileOptions, pixelsOf } from '../../present/fileOptions.ts';
import type { Picture } from '../../present/svg/picture.ts';

/**
 * Writes a file whole or not at all: under another name first, which is then renamed.
 * @throws UserError `run-folder` when the system refuses
 */
export function writeWhole(folder: string, name: string, content: string | Uint8Array): void {
  const path = join(folder, name);
  attempt(folder, () => {
    writeFileSync(`${path}.part`, content);
    renameSync(`${path}.part`, path);
  });
}

/**
 * Runs a file operation in a folder of results.
 * @throws UserError `run-folder` for what the system refuses
 */
export function attempt<T>(folder: string, operation: () => T): T {
  try {
    return operation();
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error;
    const message = `cannot use ${folder} as a folder for results: ${error.message}`;
    throw new UserError('run-folder', message, [], 'choose a folder that you may write to, on a disk with room');
  }
}

/**
 * Makes a folder and those above it that are missing. Node's own `recursive: true` never returns where the system denies
 * that the folder above exists, as in /proc.
 */
export function makeFolders(path: string): void {
  if (!existsSync(dirname(path))) makeFolders(dirname(path));
  try {
    mkdirSync(path);
  } catch (error) {
    if (!existsSync(path) || !statSync(path).isDirectory()) throw error;
  }
}

/**
 * Makes a folder for results of one kind, before there are any: nothing measured is lost to a typing error.
 * @param marker the file that says that there are such results already
 * @param what they are, with an article: "a comparison"
 * @throws UserError `run-folder` when it cannot be written to, or holds results that are not to be replaced
 */
export function createFolder(path: string, marker: string, what: string, overwrite: boolean): void {
  if (path === '') throw new UserError('run-folder', 'a folder for results must have a name');
  if (existsSync(join(path, marker)) && !overwrite) {
    const remedy = '--overwrite replaces it; --out takes another folder';
    throw new UserError('run-folder', `${path} already holds ${what}`, [], remedy);
  }
  attempt(path, () => makeFolders(path));
}

/** Writes a picture in its frame, as SVG and PNG unless told otherwise. */
export async function writeFigure(
  folder: string,
  name: string,
  picture: Picture,
  { figureFormat = ['svg', 'png'], figureWidth, figureFont = 'sans', figureDpi, figureHeadline }: FileOptions = {},
): Promise<void> {
  const { framed } = await import('../../present/svg/picture.ts');
  const { inFont, svgText } = await import('../../present/svg/svg.ts');
  const width = figureWidth && pixelsOf(figureWidth);
  const drawn = svgText((document) => framed(picture, { document, width, headline: figureHeadline }));
  const svg = inFont(drawn, figureFont);
  const content = {
    svg: async () => svg,
    png: async () => (await import('../../present/svg/png.ts')).pngOf(svg, figureFont, figureDpi),
    pdf: async () => (await import('../../present/svg/pdf.ts')).pdfOf(svg, figureFont),
  };
  for (const format of figureFormat) writeWhole(folder, `${name}.${format}`, await content[format]());
}
