import { type Dataset, features } from '../../../src/data/dataset.ts';

/** A point that is an image, ready for a canvas: height × width × (red, green, blue, opacity). */
export interface Thumbnail {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8ClampedArray<ArrayBuffer>;
}

/** Some points of a dataset as pictures, black and white the least and the most of each; none where points are no images. */
export function thumbnailsAt(data: Dataset | undefined, places: readonly number[]): Thumbnail[] {
  if (data?.shape.length !== 3) return [];
  const [channels, height, width] = data.shape;
  const size = features(data.shape);
  return places.map((place) => {
    const values = Array.from(data.values.subarray(place * size, (place + 1) * size), Number);
    const [least, most] = [Math.min(...values), Math.max(...values)];
    const grey = (value: number) => (most > least ? (255 * (value - least)) / (most - least) : 0);
    const pixels = new Uint8ClampedArray(4 * height * width);
    for (let pixel = 0; pixel < height * width; pixel++) {
      for (let colour = 0; colour < 3; colour++) {
        pixels[4 * pixel + colour] = grey(values[(channels === 3 ? colour : 0) * height * width + pixel]);
      }
      pixels[4 * pixel + 3] = 255;
    }
    return { width, height, pixels };
  });
}
