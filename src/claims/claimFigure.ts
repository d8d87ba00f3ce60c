import type { Picture } from '../present/svg/picture.ts';
import type { ClaimHeader } from './claimHeader.ts';

/** A picture of what a claim was tried by, to stand alone or on the page of the claim. */
export interface ClaimFigure extends Omit<Picture, 'title' | 'subtitle'> {
  /** Of its files, after the name of the claim: "gamma". */
  readonly name: string;
  /** What it shows, not beginning with a capital. */
  readonly heading: string;
}

/** One of them with the claim as its title, and its verdict. */
export function claimPicture({ claim, title, verdict }: ClaimHeader, figure: ClaimFigure): Picture {
  return { ...figure, title, subtitle: `${figure.heading}, claim ${claim}: ${verdict}`, top: 8 };
}
