import { describe, expect, it } from 'vitest';
import type { Draw } from '../plan/assignment.ts';
import { type MeasureOptions, planMeasurement } from '../plan/plan.ts';
import { Drawer } from './draw.ts';

async function drawn(data: string, options: MeasureOptions, network: string, shorter?: readonly string[]) {
  const [assignment, ...others] = [network, ...(shorter ?? [])].map((one) => {
    return planMeasurement(one, data, { seed: 4, ...options }).assignment;
  });
  const drawer = await Drawer.open({ ...assignment, shorter: others.map(({ program }) => program) });
  const draws: Draw[] = [];
  for (let initialisation = 0; initialisation < 4; initialisation++) {
    draws.push(await drawer.draw(initialisation, 8, initialisation < 2));
  }
  await drawer.close();
  return draws;
}

describe('a drawer', () => {
  const deep = (depth: number) => `${depth}*(dense(80), relu), dense(3)`;
  const image = (convolutions: number) => `${convolutions}*(conv(4, 3, padding=same), relu), dense(2)`;
  const many = { points: 150 };

  it.each([
    ['layers', 'gaussian(dim=20)', many, deep(6), [deep(1), deep(3)]],
    ['true classes as well', 'digits', {}, deep(3), [deep(2), deep(1)]],
    ['convolutions', 'gaussian(shape=1x8x8)', many, image(3), [image(2)]],
    ['nothing but the data', 'gaussian(dim=20)', many, deep(2), ['dense(3)']],
    ['layers, and ends in fewer classes', 'gaussian(dim=20)', many, deep(2), ['dense(80), relu, dense(1)']],
  ])('draws shorter networks that share %s as it draws them alone', async (_, data, options, network, shorter) => {
    const together = await drawn(data, options, network, shorter);
    const alone = await Promise.all([network, ...shorter].map((one) => drawn(data, options, one)));
    together.forEach(({ shorter: others, ...longest }, initialisation) => {
      expect([longest, ...others!]).toEqual(alone.map((draws) => draws[initialisation]));
    });
  });
});
