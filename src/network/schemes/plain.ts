import { scheme } from './scheme.ts';

const glorot = ({ fanIn, fanOut }: { fanIn: number; fanOut: number }) => (2 * fanIn) / (fanIn + fanOut);

/** The scales of the papers with Gaussian weights, in which theory is exact at both ends of a network. */
export const he = scheme({
  name: 'he',
  summary: 'N(0, 2/fan-in), no biases',
  source: 'He et al., Delving Deep into Rectifiers, 2015, eq. 10',
  parameters: {},
  dense: () => ({ law: 'gaussian', sigmaW2: 2 }),
});

export const glorotPlain = scheme({
  name: 'glorot',
  summary: 'N(0, 2/(fan-in + fan-out)), no biases',
  source: 'Glorot and Bengio, Understanding the difficulty of training deep feedforward neural networks, 2010, eq. 12',
  parameters: {},
  dense: (fans) => ({ law: 'gaussian', sigmaW2: glorot(fans) }),
});

export const lecun = scheme({
  name: 'lecun',
  summary: 'N(0, 1/fan-in), no biases',
  source: 'LeCun et al., Efficient BackProp, 1998, eq. 16',
  parameters: {},
  dense: () => ({ law: 'gaussian', sigmaW2: 1 }),
});
