import type { Read } from './fixtures.ts';
import { hostileImageFolders } from './hostileImageFolders.ts';
import { hostileCifar, hostileIdx } from './hostileImages.ts';
import { hostileNpy } from './hostileNpy.ts';
import { hostileNpz } from './hostileNpz.ts';
import { hostileCsv, hostileParquet } from './hostileTables.ts';

export interface Fixture {
  /** Name in the folder of its format. */
  readonly file: string;
  readonly bytes: Uint8Array;
  /** Absent of companions, which are read with others only. */
  readonly read?: Read;
}

/** Hostile files, and odd ones that are valid; see fixtures/README.md for how they are written. */
export function hostileFiles(): { path: string; bytes: Uint8Array; read?: Read }[] {
  const folders = {
    idx: hostileIdx(),
    cifar: hostileCifar(),
    npy: hostileNpy(),
    npz: hostileNpz(),
    csv: hostileCsv(),
    parquet: hostileParquet(),
    images: hostileImageFolders(),
  };
  return Object.entries(folders).flatMap(([folder, fixtures]) =>
    fixtures.map(({ file, ...fixture }) => ({ path: `fixtures/${folder}/${file}`, ...fixture })),
  );
}
