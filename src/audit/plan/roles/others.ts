import { PREPARATION, type Rule } from './ruling.ts';

/** Rows picked by ids that come with the data, or by their place. */
export const embedding: Rule = ({ slot, node }, { dims }) => {
  if (slot !== 0) return 'chooses what is picked';
  if (dims.length < 2) return 'a table of single numbers';
  const features = dims.at(-1)!;
  return {
    role: 'embedding',
    kind: 'embedding',
    fans: { fanIn: dims[0], fanOut: features, units: features },
    owner: node,
  };
};

/** The slope of PReLU below 0. */
export const slope: Rule = ({ node }) => ({ role: 'slope', kind: 'other', owner: node });

/** A token put before, after or between those of the data. */
export const token: Rule = ({ meets: { node, slot } }, _, { learned }) => {
  const reading = { role: 'token', kind: 'other', owner: node } as const;
  const hasLearned = node.inputs.some((input, other) => other !== slot && learned.has(input));
  return hasLearned ? reading : { ...reading, kept: PREPARATION };
};
