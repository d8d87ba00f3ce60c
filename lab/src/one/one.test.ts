import { describe, expect, it } from 'vitest';
import { digits } from '../../../src/data/sources/digits.ts';
import { seededRandom } from '../../../src/numerics/sampling/seeded.ts';
import { densitiesOf } from './densities.ts';
import { thumbnailsAt } from './thumbnails.ts';

describe('the densities of output nodes', () => {
  it('have the means of the nodes, and an area of 1', () => {
    const { normal } = seededRandom(1);
    const outputs = Float32Array.from({ length: 2000 }, (_, i) => normal() + (i % 2 === 0 ? -2 : 1));
    const { places, nodes } = densitiesOf(outputs, 2);
    const deviation = Math.sqrt(1 + (4 + 1) / 2);
    expect(nodes.map(({ mean }) => mean)).toEqual([
      expect.closeTo(-2 / deviation, 1),
      expect.closeTo(1 / deviation, 1),
    ]);
    const step = places[1] - places[0];
    for (const { density } of nodes) expect(step * density.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 2);
  });

  it('show an output that does not vary as a peak, and zeros as something', () => {
    for (const value of [3, 0]) {
      const { nodes } = densitiesOf(new Float32Array(20).fill(value), 2);
      for (const { density } of nodes) expect(density.every(Number.isFinite)).toBe(true);
    }
  });
});

describe('thumbnails', () => {
  it('are the images of the points, black to white', () => {
    const [image] = thumbnailsAt(digits(), [3]);
    expect([image.width, image.height, image.pixels.length]).toEqual([8, 8, 256]);
    expect([Math.min(...image.pixels), Math.max(...image.pixels)]).toEqual([0, 255]);
  });

  it('are none where points are no images', () => {
    expect(thumbnailsAt(undefined, [0])).toEqual([]);
  });
});
