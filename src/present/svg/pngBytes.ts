import { zlibSync } from 'fflate';

/**
 * A PNG file of 8-bit RGBA pixels. Rows are stored as differences from the row above, which for enlarged pixels are
 * mostly zeros. Source: PNG specification (third edition), https://www.w3.org/TR/png-3/, §5, §9.2 and annex D.
 *
 * @param pixels height × width × 4 bytes
 */
export function pngBytes(pixels: Uint8Array, width: number, height: number): Uint8Array {
  const stride = 4 * width;
  const filtered = new Uint8Array(height * (stride + 1));
  for (let row = 0; row < height; row++) {
    const at = row * (stride + 1);
    filtered[at] = FILTER_UP;
    for (let k = 0; k < stride; k++) {
      const above = row > 0 ? pixels[(row - 1) * stride + k] : 0;
      filtered[at + 1 + k] = pixels[row * stride + k] - above;
    }
  }
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  header.set([8, RGBA, 0, 0, 0], 8);
  const parts = [
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    chunk('IHDR', header),
    chunk('IDAT', zlibSync(filtered, { level: 9 })),
    chunk('IEND', new Uint8Array(0)),
  ];
  const file = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    file.set(part, at);
    at += part.length;
  }
  return file;
}

/** The file as an address that pictures and pages can hold. */
export function dataAddress(png: Uint8Array): string {
  return `data:image/png;base64,${btoa(Array.from(png, (byte) => String.fromCharCode(byte)).join(''))}`;
}

const FILTER_UP = 2;
const RGBA = 6;

/** Length, name, content and check sum. */
function chunk(name: string, content: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(content.length + 12);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, content.length);
  for (let i = 0; i < 4; i++) bytes[4 + i] = name.charCodeAt(i);
  bytes.set(content, 8);
  view.setUint32(content.length + 8, crc32(bytes.subarray(4, content.length + 8)));
  return bytes;
}

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return ~crc >>> 0;
}
