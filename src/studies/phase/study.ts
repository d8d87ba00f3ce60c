import { setupGroups } from '../../console/inputOptions.ts';
import type { FlagsOf, Study } from '../../console/study.ts';
import { several, text } from '../../setup/option.ts';

const AXIS = 'name=from:to, name=from:to:steps or name=from:to:steps:log';

const options = {
  ...setupGroups,
  'Diagram:': {
    x: text({ placeholder: 'range', meaning: `${AXIS} (default: sigmaW2=0.5:4)` }),
    y: text({ placeholder: 'range', meaning: 'the same; "none" for curves over x (default: sigmaB2=0:0.5)' }),
    at: several(
      text({
        placeholder: 'point',
        meaning: 'explain a point and what lies around it, e.g. sigmaW2=1.5,sigmaB2=0.1; may be given several times',
      }),
    ),
  },
} as const;

export type Flags = FlagsOf<typeof options>;

/** `firstguess phase`: phase diagrams. */
export const study: Study = {
  name: 'phase',
  summary: 'phase diagram over two parameters',
  description: `Draws by theory where a network is neutral and where it is prejudiced, over ranges of one or two parameters, with the edge of chaos and the phases of its repeated block in the limit of depth.
Parameters are sigmaW2, sigmaB2, depth, and of generated data mean and variance. Given data count as their average pair of points.`,
  options,
  leaves: {
    what: 'a phase diagram',
    files: ['phase.json', 'phase.html', 'phase-gamma', 'phase-chi1'],
    tables: ['grid'],
    meaning: 'write phase.html, phase.json and the figures phase-gamma and phase-chi1 (.svg, .png) to a folder',
  },
  examples: [
    [
      'how deep tanh networks depend on the scale of their weights and biases',
      'firstguess phase --network "50*(dense(500), tanh), dense(10)" --data "gaussian(500)" --x sigmaW2=0.5:4 --y sigmaB2=0:.5',
    ],
    [
      'a point and its neighbourhood, with pictures',
      'firstguess phase --network "20*(dense(500), erf), dense(10)" --at sigmaW2=1.5,sigmaB2=0.1 --out runs/erf-phases',
    ],
  ],
  answer: async () => (await import('./answer.ts')).answer,
};
