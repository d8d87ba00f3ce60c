import type { Library } from './library.ts';
import { profile } from './profile.ts';
import type { HotPath } from './types.ts';

/** The two hottest paths: drawing networks of a measurement, and theory over all pairs of given points. */
export async function hottestPaths(library: Library): Promise<HotPath[]> {
  const { planMeasurement } = await library.load('measure/plan/plan');
  const { Drawer } = await library.load('measure/draw/draw');
  const { assignment } = planMeasurement('5*(dense(1000), relu), dense(2)', 'gaussian(dim=1000)', { points: 1000 });
  const drawer = await Drawer.open(assignment);
  await drawer.draw(0, 256, false);
  const drawing = await profile(async () => {
    for (let initialisation = 1; initialisation <= 20; initialisation++) await drawer.draw(initialisation, 256, false);
  });
  await drawer.close();

  const { prepare } = await library.load('setup/setup');
  const { biasOn } = await library.load('theory/guessTheory');
  const setup = prepare('10*(dense(1000), tanh), dense(10)', 'fields(shape=1x28x28, points=2000)');
  const pairs = await profile(() => biasOn(setup, null));
  return [
    { title: 'Drawing: n = 1000, L = 5, 1,000 points, 256 output layers on each draw', functions: drawing },
    { title: 'Theory over all pairs of 2,000 points: ten layers of tanh', functions: pairs },
  ];
}
