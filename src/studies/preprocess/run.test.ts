import { describe, expect, it } from 'vitest';
import { dataset } from '../../data/dataset.ts';
import { parseData } from '../../data/parseData.ts';
import { preprocess, type Step } from '../../data/preprocess.ts';
import { none } from '../../data/steps/index.ts';
import { UserError } from '../../errors.ts';
import { inlineExecutor } from '../../measure/draw/executor.ts';
import type { Host } from '../../measure/measure.ts';
import { measuredOf, theoryOf } from './comparedValues.ts';
import { type PreprocessingOptions, planPreprocessing } from './plan.ts';
import { runPreprocessing } from './run.ts';
import { preprocessingSchema } from './schema.ts';

const host: Host = {
  executor: inlineExecutor,
  provenance: (workers) => ({ firstguess: '', node: '', platform: '', processor: '', workers, date: '' }),
};

const THEORY = { measured: false } as const;
const LINEAR = 'dense(512), dense(10)';

function compare(
  networks: readonly string[],
  data: string,
  pipelines: Parameters<typeof planPreprocessing>[2] = [],
  options: PreprocessingOptions = THEORY,
) {
  return runPreprocessing(planPreprocessing(networks, parseData(data), pipelines, options), host, options);
}

describe('the shift experiment', () => {
  it('gives a linear network the bias ratio m² on standardised data that are shifted by m', async () => {
    const shifts = [0, 0.5, 1, 2, 4];
    const { results, pipelines, curves } = await compare([LINEAR], 'gaussian(dim=500)', [
      `standardize, shift({${shifts.join(', ')}})`,
    ]);
    expect(results.map(({ prediction }) => prediction?.gamma)).toEqual(shifts.map((m) => m * m));
    expect(pipelines.map(({ moments }) => moments?.gamma)).toEqual(shifts.map((m) => m * m));
    const [{ points }] = curves;
    expect(points).toHaveLength(41);
    for (const { value, gamma } of points) expect(gamma).toBeCloseTo(value * value, 12);
  });

  it('raises the agreement of every activation, and of relu from the start', async () => {
    const networks = ['linear', 'tanh', 'relu'].map((name) => `dense(512), ${name}, dense(10)`);
    const { curves, summary } = await compare(networks, 'gaussian(dim=500)', ['shift({0, 4})']);
    for (const { points } of curves) {
      const agreements = points.map(({ agreement }) => agreement ?? 0);
      expect(agreements).toEqual([...agreements].sort((a, b) => a - b));
    }
    const [linear, tanh, relu] = curves.map(({ points }) => points[0].agreement);
    expect([linear, tanh]).toEqual([expect.closeTo(0.1, 12), expect.closeTo(0.1, 12)]);
    expect(relu).toBeGreaterThan(0.2);
    expect(summary).toMatch(/^As shift goes from 0 to 4, the favourite class gets from 10 % to/);
  });

  it('is measured where theory expects it', async () => {
    const options = { inits: 40, points: 60, readouts: 8, seed: 5 };
    const networks = ['dense(200), dense(10)', 'dense(200), tanh, dense(10)'];
    const comparison = await compare(networks, 'gaussian(dim=200)', ['shift(0.5)', 'scale(2), shift(2)'], options);
    expect(preprocessingSchema.parse(JSON.parse(JSON.stringify(comparison))).results).toHaveLength(4);
    for (const { measurement } of comparison.results) {
      for (const quantity of ['agreement', 'maxFraction', 'gamma'] as const) {
        expect(Math.abs(measurement?.[quantity].z ?? Infinity)).toBeLessThan(4);
      }
    }
  });
});

describe('pipelines on digits', () => {
  it('differ in what comes from the mean of the data', async () => {
    const { summary, results, notes } = await compare(['dense(64), relu, dense(10)'], 'digits', [], {
      ...THEORY,
      points: 150,
    });
    const share = (name: string) => results.find(({ preprocess }) => preprocess === name)?.prediction?.maxFraction ?? 0;
    expect(share('none')).toBeCloseTo(share('minmax(per=global)'), 12);
    expect(share('none')).toBeGreaterThan(share('center') + 0.2);
    expect(summary).toMatch(
      /^Raw, this network sends 60\.\d+ % .*of the digits to its favourite class; after center, 34\.\d+ % .*; a fair guess is 10 %\. Raw, the loss starts at \d+; after minmax\(per=global\), at 2\.5\d; ln 10 = 2\.303 is that of equal outputs\. Gamma is at least 1 \(prejudiced\) raw and after minmax\(per=global\), and below 1 after center, standardize and whiten\.$/,
    );
    expect(notes[0]).toContain('150 of the 1,797 points');
  });

  it('are sampled down to 1000 points unless told otherwise', () => {
    const points = (options: PreprocessingOptions) =>
      planPreprocessing([LINEAR], parseData('digits'), [], options).options.points;
    expect([points({}), points({ points: 1500 })]).toEqual([1000, 1500]);
    expect(planPreprocessing([LINEAR], parseData('gaussian(8)'), []).options.points).toBeUndefined();
  });

  it('are measured on the same weights', async () => {
    const options = { inits: 4, points: 50, readouts: 4 };
    const { results } = await compare([LINEAR], 'digits', ['none', 'scale(2)'], options);
    expect(measuredOf(results[0], 'agreement')).toEqual(measuredOf(results[1], 'agreement'));
    expect(theoryOf(results[0], 'agreement')?.mean).toBeCloseTo(theoryOf(results[1], 'agreement')?.mean ?? 0, 10);
  });
});

describe('a pipeline that fails', () => {
  const failing: Step = {
    ...none(),
    notation: 'fails!',
    apply: () => {
      throw new UserError('data', 'these data cannot be done so');
    },
  };

  it('says why, and the others go on', async () => {
    const { results, pipelines, status } = await compare([LINEAR], 'digits', ['none', preprocess(failing)], {
      ...THEORY,
      points: 40,
    });
    expect(results.map(({ reason }) => reason)).toEqual([null, 'these data cannot be done so']);
    expect(pipelines.map(({ moments }) => moments === null)).toEqual([false, true]);
    expect(status).toBe('complete');
  });

  it('is an error where no other succeeds', async () => {
    await expect(compare([LINEAR], 'digits', [preprocess(failing)])).rejects.toThrow('these data cannot be done so');
  });

  it('is known from the shape of points before anything is done', () => {
    const plan = () => planPreprocessing([LINEAR], parseData('gaussian(8)'), ['resize(4x4)', 'grayscale']);
    expect(plan).toThrow(UserError);
  });
});

describe('an interrupted comparison', () => {
  it('keeps the pipelines that are done', async () => {
    const abort = new AbortController();
    const options: PreprocessingOptions = {
      inits: 4,
      points: 40,
      readouts: 2,
      signal: abort.signal,
      onPipeline: ({ done }) => {
        if (done === 1) abort.abort();
      },
    };
    const { status, results, pipelines } = await compare([LINEAR], 'gaussian(8)', ['none', 'shift(1)'], options);
    expect([status, results.length, pipelines.length]).toEqual(['interrupted', 1, 1]);
  });
});

describe('steps', () => {
  it('are done once for all networks', async () => {
    let times = 0;
    const counting: Step = {
      ...none(),
      notation: 'counting',
      apply: (data, remark) => {
        times++;
        remark?.('counted');
        return data;
      },
    };
    const points = dataset(
      Float64Array.from({ length: 40 }, (_, i) => Math.sin(i * i)),
      { shape: [4] },
    );
    const plan = planPreprocessing(
      ['dense(8), dense(2)', 'dense(8), relu, dense(2)'],
      points,
      [preprocess(counting)],
      THEORY,
    );
    const { results } = await runPreprocessing(plan, host);
    expect(times).toBe(1);
    for (const { prediction } of results) expect(prediction?.notes).toContain('counted');
  });
});
