import type { Checked, CheckedSubject, CheckResult } from '../schema.ts';

const subject: CheckedSubject = {
  name: 'cnn',
  model: 'models/cnn.onnx',
  data: 'digits',
  preprocess: 'none',
  init: 'torch',
  classes: 10,
  points: 60,
  initialisations: 50,
  seed: 0,
  summary: 'cnn on digits breaks 1 of 3 bounds.',
  next: [
    {
      advice: 'which layer introduces the bias:',
      command: "firstguess audit models/cnn.onnx \\\n  --data 'digits, keep(3, 8)'",
    },
  ],
  seconds: 1.25,
  notes: [],
};

const checks: readonly Checked[] = [
  { subject: 'cnn', name: 'agreement', bound: 0.2, value: 0.31, standardError: 0.02, verdict: 'failed' },
  { subject: 'cnn', name: 'maxFraction', bound: 0.5, value: 0.2, standardError: 0.02, verdict: 'passed' },
  {
    ...{ subject: 'cnn', name: 'lossOverLnK', bound: 0.3, value: 0.31, standardError: 0.02 },
    ...{ verdict: 'inconclusive', initialisationsToDecide: 700 },
  },
];

/** One subject with a verdict of each kind. */
export function checkResult({
  named = {},
  strict = false,
}: {
  readonly named?: Partial<CheckedSubject>;
  readonly strict?: boolean;
} = {}): CheckResult {
  const changed = { ...subject, ...named };
  return {
    passed: false,
    strict,
    status: 'complete',
    checks: checks.map((checked) => ({ ...checked, subject: changed.name })),
    subjects: [changed],
    firstguess: '0.1.0',
    seconds: 1.5,
  };
}
