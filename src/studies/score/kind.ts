/** What the numbers of a file are. */
export const kinds = ['logits', 'probabilities', 'guesses'] as const;
export type Kind = (typeof kinds)[number];
