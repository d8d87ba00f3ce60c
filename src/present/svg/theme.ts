/**
 * The look of all figures and reports: colours that the colour-blind can tell apart (after Okabe & Ito,
 * https://jfly.uni-koeln.de/color/), once for paper and once for the dark.
 */
export interface Palette {
  /** The ground that all is drawn on. */
  readonly paper: string;
  /** A ground slightly apart from the paper: cards, code. */
  readonly raised: string;
  /** Text. */
  readonly ink: string;
  /** Text of second rank, ticks, the fair guess. */
  readonly muted: string;
  /** Hairlines. */
  readonly line: string;
  /** What was measured: dots, error bars, means. */
  readonly measured: string;
  /** The same for areas. */
  readonly measuredSoft: string;
  /** The full end of a heat map that begins at `paper`; ink can be read on it. */
  readonly heat: string;
  /** What theory expects. */
  readonly theory: string;
  /** Layers where bias is introduced, … */
  readonly born: string;
  /** … that amplify it, … */
  readonly amplifies: string;
  /** … and that remove it. */
  readonly removes: string;
}

export const light: Palette = {
  paper: '#ffffff',
  raised: '#f5f7f9',
  ink: '#1a2027',
  muted: '#58626d',
  line: '#dde2e7',
  measured: '#0072b2',
  measuredSoft: '#9ccbe8',
  heat: '#3d94c6',
  theory: '#d55e00',
  born: '#a03278',
  amplifies: '#0072b2',
  removes: '#00805a',
};

export const dark: Palette = {
  paper: '#12161b',
  raised: '#1b2128',
  ink: '#e8ecf0',
  muted: '#a3aeb9',
  line: '#323b45',
  measured: '#56b4e9',
  measuredSoft: '#27648c',
  heat: '#2a6f9e',
  theory: '#e69f00',
  born: '#e78ac3',
  amplifies: '#56b4e9',
  removes: '#3cc79c',
};

/** The roles as custom properties: figures inside a page follow the reader's colour scheme. */
export const byCustomProperties: Palette = mapRoles((role) => `var(${property(role)})`);

/** CSS declarations that give the custom properties a palette's values. */
export function customProperties(palette: Palette): string {
  return Object.values(mapRoles((role) => `${property(role)}: ${palette[role]};`)).join(' ');
}

/** DejaVu Sans comes with the package for PNG files; Verdana has nearly the same widths. */
export const fontFamily = '"DejaVu Sans", Verdana, system-ui, sans-serif';

/** The same with serifs. */
export const serifFamily = '"DejaVu Serif", Georgia, serif';

function property(role: keyof Palette): string {
  return `--fg-${role.replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`)}`;
}

function mapRoles(value: (role: keyof Palette) => string): Palette {
  const roles = Object.keys(light) as (keyof Palette)[];
  return Object.fromEntries(roles.map((role) => [role, value(role)])) as Record<keyof Palette, string>;
}
