import PDFDocument from 'pdfkit';
import SVGtoPDF from 'svg-to-pdfkit';
import { type Font, fontFiles } from './fontFiles.ts';

/** Points of a pixel: 72 of one and 96 of the other make an inch. */
const POINTS = 72 / 96;

/** A PDF of one page as large as the picture, from the text of an SVG file: lines and letters, with their font. */
export async function pdfOf(svg: string, font: Font = 'sans'): Promise<Uint8Array> {
  const [width, height] = ['width', 'height'].map((side) => {
    const pixels = new RegExp(`^<svg[^>]* ${side}="([\\d.]+)"`).exec(svg)?.[1];
    return POINTS * Number(pixels);
  });
  // Without dates the same numbers give the same file.
  const info = { CreationDate: new Date(0), ModDate: new Date(0) };
  const document = new PDFDocument({ size: [width, height], margin: 0, info });
  const chunks: Uint8Array[] = [];
  document.on('data', (chunk: Uint8Array) => chunks.push(chunk));
  const ended = new Promise((resolve) => document.on('end', resolve));
  const { regular, bold } = fontFiles(font);
  SVGtoPDF(document, haloesFirst(svg), 0, 0, {
    assumePt: false,
    width,
    height,
    fontCallback: (_family, isBold) => (isBold ? bold : regular),
  });
  document.end();
  await ended;
  return Buffer.concat(chunks);
}

/** Letters are drawn again over their haloes, which the converter draws last. */
function haloesFirst(svg: string): string {
  return svg.replace(
    /<(g|text) [^>]*paint-order="stroke"[^>]*>.*?<\/\1>/gs,
    (haloed) => haloed + haloed.replace(/ stroke="[^"]*"/, ' stroke="none"'),
  );
}
