import picocolors from 'picocolors';

/** Colours by role; without colour every one returns its text unchanged. */
export interface Paint {
  readonly measured: (text: string) => string;
  readonly theory: (text: string) => string;
  readonly muted: (text: string) => string;
  readonly strong: (text: string) => string;
  readonly warning: (text: string) => string;
  /** Layers where bias is introduced, that amplify it, and that remove it. */
  readonly born: (text: string) => string;
  readonly amplifies: (text: string) => string;
  readonly removes: (text: string) => string;
}

/** @param colour whether to write escape codes; the environment is never asked */
export function paintWith(colour: boolean): Paint {
  const { cyan, yellow, dim, bold, red, magenta, blueBright, green } = picocolors.createColors(colour);
  return {
    measured: cyan,
    theory: yellow,
    muted: dim,
    strong: bold,
    warning: red,
    born: magenta,
    amplifies: blueBright,
    removes: green,
  };
}
