import { type Dataset, features, type Values } from '../../data/dataset.ts';
import { resizeImage } from '../../data/formats/images/resizeImage.ts';

/** Images of a dataset to be looked at, by class where there are classes. */
export interface Thumbnails {
  readonly rows: readonly { readonly name: string | null; readonly images: readonly Thumbnail[] }[];
  /** What black and white stand for, in all images and channels. */
  readonly black: number;
  readonly white: number;
  /** Whether some numbers lie below black or above white, and look like these. */
  readonly clipped: boolean;
  /** Of the data. One is shown in grey, three in colour, of others the first. */
  readonly channels: number;
  /** Classes of the data, of which at most ten are shown; null without labels. */
  readonly classes: number | null;
}

export interface Thumbnail {
  readonly height: number;
  readonly width: number;
  /** height × width × (red, green, blue), each from 0 to 255. */
  readonly colours: Uint8Array;
}

const COLUMNS = 10;
const ROWS = 10;

/**
 * The first ten images of each of the first ten classes, or the first hundred; null for points that are not images.
 * @param largest side in pixels; larger images are shrunk
 */
export function thumbnailsOf(data: Dataset, largest: number): Thumbnails | null {
  if (data.shape.length !== 3) return null;
  const { labels, classNames, points } = data;
  const rows = labels ? firstOfClasses(labels) : rowsOf(Array.from({ length: Math.min(points, 100) }, (_, i) => i));
  const sized = rows.map(({ label, places }) => ({
    label,
    images: places.map((place) => shrunk(data, place, largest)),
  }));
  const scale = scaleOf(sized.flatMap(({ images }) => images.map(({ values }) => values)));
  return {
    rows: sized.map(({ label, images }) => ({
      name: label === null ? null : (classNames?.[label] ?? String(label)),
      images: images.map((image) => coloured(image, scale)),
    })),
    ...scale,
    channels: data.shape[0],
    classes: labels ? (classNames?.length ?? new Set(labels).size) : null,
  };
}

interface Row {
  readonly label: number | null;
  readonly places: number[];
}

function firstOfClasses(labels: Int32Array): Row[] {
  const classes = [...new Set(labels)].sort((a, b) => a - b).slice(0, ROWS);
  const places = new Map<number, number[]>(classes.map((label) => [label, []]));
  for (const [place, label] of labels.entries()) {
    const row = places.get(label);
    if (row && row.length < COLUMNS) row.push(place);
  }
  return classes.map((label) => ({ label, places: places.get(label)! }));
}

function rowsOf(places: readonly number[]): Row[] {
  return Array.from({ length: Math.ceil(places.length / COLUMNS) }, (_, row) => ({
    label: null,
    places: places.slice(row * COLUMNS, (row + 1) * COLUMNS),
  }));
}

/** One channel or three, one after the other. */
interface Planes {
  readonly height: number;
  readonly width: number;
  readonly values: Values;
}

function shrunk({ values, shape }: Dataset, place: number, largest: number): Planes {
  const [channels, height, width] = shape as [number, number, number];
  const shownChannels = channels === 3 ? 3 : 1;
  const start = place * features(shape);
  const planes = values.subarray(start, start + shownChannels * height * width);
  const shrink = largest / Math.max(height, width);
  if (shrink >= 1) return { height, width, values: planes };
  const [rows, columns] = [height, width].map((side) => Math.max(1, Math.round(shrink * side)));
  return {
    height: rows,
    width: columns,
    values: resizeImage(planes, [shownChannels, height, width], [rows, columns]),
  };
}

/** A hundredth of the numbers may be clipped at either end, … */
const OUTLIERS = 0.01;
/** … where the range without them is smaller than this share of the whole. */
const MUCH_SMALLER = 0.6;

/** From the least to the largest number, or without outliers that would leave the rest in one grey. */
function scaleOf(images: readonly Values[]): Pick<Thumbnails, 'black' | 'white' | 'clipped'> {
  const numbers = new Float64Array(images.length * images[0].length);
  for (const [i, image] of images.entries()) numbers.set(image, i * image.length);
  numbers.sort();
  const last = numbers.length - 1;
  const [least, most] = [numbers[0], numbers[last]];
  const black = numbers[Math.floor(OUTLIERS * last)];
  const white = numbers[Math.ceil((1 - OUTLIERS) * last)];
  const clipped = white > black && white - black < MUCH_SMALLER * (most - least);
  return clipped ? { black, white, clipped } : { black: least, white: most, clipped };
}

function coloured({ height, width, values }: Planes, { black, white }: Pick<Thumbnails, 'black' | 'white'>): Thumbnail {
  const pixels = height * width;
  const inColour = values.length > pixels;
  const colours = new Uint8Array(3 * pixels);
  for (let pixel = 0; pixel < pixels; pixel++) {
    for (let colour = 0; colour < 3; colour++) {
      const x = values[inColour ? colour * pixels + pixel : pixel];
      const level = white > black ? (x - black) / (white - black) : 0.5;
      colours[3 * pixel + colour] = Math.round(255 * Math.max(0, Math.min(1, level)));
    }
  }
  return { height, width, colours };
}
