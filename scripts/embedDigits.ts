// Writes src/data/sources/digitsBytes.ts from scikit-learn's digits.csv.gz:
//   npm run embed:digits -- path/to/digits.csv.gz
import { readFileSync, writeFileSync } from 'node:fs';
import { deflateRawSync, gunzipSync } from 'node:zlib';

const [path] = process.argv.slice(2);
const rows = gunzipSync(readFileSync(path))
  .toString('ascii')
  .trim()
  .split('\n')
  .map((row) => row.split(',').map(Number));

// Stored column by column: each pixel of all digits, then the labels. This compresses 5 % better than rows.
const columns = rows[0].flatMap((_, column) => rows.map((row) => row[column]));
const base64 = deflateRawSync(Uint8Array.from(columns), { level: 9 }).toString('base64');

writeFileSync(
  new URL('../src/data/sources/digitsBytes.ts', import.meta.url),
  `/**
 * "Optical Recognition of Handwritten Digits", E. Alpaydin & C. Kaynak, UCI Machine Learning Repository,
 * https://doi.org/10.24432/C50P49, licence CC BY 4.0; see DIGITS-LICENCE.md. The copy comes by scikit-learn.
 *
 * Base64 of the raw deflate of ${rows.length} × ${rows[0].length} bytes, column after column: 64 pixels (0 to 16), then the label.
 * Written by scripts/embedDigits.ts; do not edit.
 */
export const DIGITS_BASE64 =
  '${base64}';
`,
);
