import type { Thumbnails } from '../../present/svg/thumbnails.ts';
import { blocks, type Drawing, finding, notes, terminalOf } from '../../present/text/drawing.ts';
import { histogramLines } from '../../present/text/histogram.ts';
import type { Paint } from '../../present/text/paint.ts';
import { pictureLines } from '../../present/text/pictures.ts';
import { headedTable, table } from '../../present/text/table.ts';
import { wrap } from '../../present/text/wrap.ts';
import { count, fixed, plain } from '../../results/format.ts';
import {
  agreementRows,
  agreementTitles,
  classesText,
  directionsText,
  distributionColumns,
  distributionRows,
  oddities,
  pairText,
} from './numbersText.ts';
import type { DataSummary } from './schema.ts';

/** Classes are named with their sizes where there are at most this many. */
const MOST_CLASSES = 20;

/**
 * A summary of data: what they are and do as sentences, how they are distributed, their overlaps as a histogram, what
 * theory takes of them.
 *
 * @param thumbnails images to show where colours may be written; null for points that are not images
 */
export function renderDataSummary(summary: DataSummary, thumbnails: Thumbnails | null, options: Drawing): string {
  const { paint, width } = terminalOf(options);
  return blocks([
    finding(summary.summary, width, paint),
    options.colour && thumbnails ? pictureLines(thumbnails, width) : [],
    classLines(summary, width, paint),
    ...(summary.tokens ? [] : numberBlocks(summary, width, paint)),
    theoryLines(summary, width, paint),
    notes([...oddities(summary), ...summary.notes], width, paint),
    wrap(origin(summary), width).map(paint.muted),
  ]);
}

/** What the sizes of the numbers come to; those of token ids mean nothing. */
function numberBlocks(summary: DataSummary, width: number, paint: Paint): string[][] {
  return [
    distributionLines(summary, width, paint),
    overlapLines(summary, width, paint),
    [...momentLines(summary, width), ...nearestLines(summary, width, paint)],
  ];
}

function classLines(summary: DataSummary, width: number, paint: Paint): string[] {
  const { classes } = summary;
  const text = classesText(summary);
  if (classes === null || text === undefined) return [];
  if (classes.length > MOST_CLASSES) return [text];
  const sizes = classes.map(({ name, points }) => `${name} (${count(points)})`);
  return [text, ...wrap(sizes.join('  '), width).map(paint.muted)];
}

/** Columns that may be left out on a narrow terminal, first things first. */
const DISPENSABLE = [['25 %', '75 %'], ['sd'], ['median']];

function distributionLines(summary: DataSummary, width: number, paint: Paint): string[] {
  for (let left = 0; ; left++) {
    const shown = distributionColumns.map((title) => !DISPENSABLE.slice(0, left).flat().includes(title));
    const rows = distributionRows(summary).map(({ name, cells }) => [name, ...cells.filter((_, i) => shown[i])]);
    const [header, ...lines] = table(['', ...distributionColumns.filter((_, i) => shown[i])], rows);
    if (left === DISPENSABLE.length || [header, ...lines].every((line) => line.length <= width)) {
      return [paint.muted(header), ...lines];
    }
  }
}

function overlapLines({ overlaps }: DataSummary, width: number, paint: Paint): string[] {
  const { histogram, pairs, points } = overlaps;
  const percent = (shares: readonly number[] | null) => shares?.map((share) => 100 * share) ?? null;
  const { edges, all, sameClass } = histogram;
  const ownClass = sameClass && overlaps.differentClasses ? percent(sameClass) : null;
  const colours = { ...paint, theory: paint.born };
  const dots = ownClass ? `   ${colours.theory('•')} pairs of one class` : '';
  return [
    `${paint.strong('overlap of two points')} in ${count(pairs)} pairs of ${count(points)} points`,
    `${paint.measured('█')} all pairs${dots}`,
    ...histogramLines({ edges, measured: percent(all)!, theory: ownClass }, Math.min(width, 90), colours, ''),
  ];
}

function momentLines(summary: DataSummary, width: number): string[] {
  const { cov, spread, gamma } = summary.moments;
  return [
    ...wrap(
      `The average pair has cov ${plain(cov)} and spread ${plain(spread)}; cov/spread is ${plain(gamma)}.`,
      width,
    ),
    ...wrap(directionsText(summary), width),
  ];
}

function nearestLines({ overlaps: { nearest } }: DataSummary, width: number, paint: Paint): string[] {
  if (nearest.length === 0) return [];
  const pairs = nearest.map((pair) => `${pairText(pair)} ${fixed(pair.overlap, 3)}`);
  return wrap(`nearest pairs: ${pairs.join(' · ')}`, width).map(paint.muted);
}

function theoryLines({ theory }: DataSummary, width: number, paint: Paint): string[] {
  const rows = agreementRows(theory);
  return [...wrap(theory.assumption, width), ...(rows.length > 0 ? headedTable(agreementTitles, rows, paint) : [])];
}

/** "digits, standardize, seed 0, stored as float64, CC BY 4.0 …". */
function origin({ data, preprocess, seed, storage, licence }: DataSummary): string {
  const steps = preprocess === 'none' ? [] : [preprocess];
  const terms = licence === null ? [] : [licence];
  return [data, ...steps, `seed ${seed}`, `stored as ${storage}`, ...terms].join(', ');
}
