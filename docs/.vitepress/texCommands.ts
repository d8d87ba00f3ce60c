/** The commands of TeX that docs/theory.md uses, apart from those with a shape of their own. */

export const IDENTIFIERS: Record<string, string> = {
  alpha: 'α',
  beta: 'β',
  gamma: 'γ',
  delta: 'δ',
  Delta: 'Δ',
  varepsilon: 'ε',
  theta: 'θ',
  mu: 'μ',
  pi: 'π',
  rho: 'ρ',
  sigma: 'σ',
  varphi: 'φ',
  Phi: 'Φ',
  chi: 'χ',
  infty: '∞',
  partial: '∂',
  varnothing: '∅',
};

export const OPERATORS: Record<string, string> = {
  approx: '≈',
  ast: '∗',
  cap: '∩',
  cdot: '·',
  ge: '≥',
  in: '∈',
  le: '≤',
  lt: '<',
  mapsto: '↦',
  mid: '∣',
  ne: '≠',
  neq: '≠',
  parallel: '∥',
  pm: '±',
  sim: '∼',
  to: '→',
};

export const FENCES: Record<string, string> = {
  langle: '⟨',
  rangle: '⟩',
  lvert: '|',
  rvert: '|',
  lVert: '‖',
  rVert: '‖',
};

export const ACCENTS: Record<string, string> = { bar: '¯', hat: '^', widehat: '^', tilde: '~' };
export const INTEGRALS: Record<string, string> = { int: '∫', iint: '∬' };
export const WITH_LIMITS: Record<string, string> = { sum: '∑', prod: '∏' };
export const FUNCTIONS = ['arccos', 'arcsin', 'arctan', 'cos', 'exp', 'log', 'sin'];
export const FUNCTIONS_WITH_LIMITS = ['arg', 'max'];
export const SPACES: Record<string, string> = { quad: '1em', qquad: '2em', ' ': '0.2em' };
/** Where Unicode has the letters and digits of another face of type. */
export const FACES: Record<string, { readonly A: number; readonly 0: number }> = {
  mathbf: { A: 0x1d400, 0: 0x1d7ce },
  mathsf: { A: 0x1d5a0, 0: 0x1d7e2 },
};
