import { type Data, features, formatShape } from './dataset.ts';

/** One line for people: "digits: 1,797 points of 1×8×8 (64 features) in 10 classes". */
export function describe(data: Data): string {
  const size = features(data.shape);
  const axes =
    data.shape.length === 1 ? `${count(size)} features` : `${formatShape(data.shape)} (${count(size)} features)`;
  if (data.kind === 'generator') {
    return `${data.name}: points of ${axes}, independent normal entries of mean ${data.mean} and variance ${data.variance}`;
  }
  const classes = data.classNames?.length ?? (data.labels && new Set(data.labels).size);
  return `${data.name}: ${count(data.points)} points of ${axes}${classes ? ` in ${classes} classes` : ''}`;
}

function count(n: number): string {
  return n.toLocaleString('en-US');
}
