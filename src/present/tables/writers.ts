import { csvOf } from './csv.ts';
import { latexOf } from './latex.ts';

/** How a table is written to a file, by the ending of its name. */
export const tableWriters = { csv: csvOf, tex: latexOf } as const;
