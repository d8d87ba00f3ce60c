import { idx, npy, npz } from './arrays/formats.ts';
import { json } from './json/format.ts';
import { csv, parquet } from './tables/formats.ts';

/** File formats by the names of their sources. A file has the first format that recognises it; CSV takes any text. */
export const formats = { idx, npy, npz, parquet, json, csv } as const;
