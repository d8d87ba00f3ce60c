import { describe, expect, it } from 'vitest';
import { planAudit } from '../../audit/prepareAudit.ts';
import type { AuditHost } from '../../audit/runAudit.ts';
import { ownExport } from '../../audit/testing/ownExport.ts';
import { runtime } from '../../audit/testing/runtime.ts';
import { dataset } from '../../data/dataset.ts';
import { readModel } from '../../engine/onnx/read/files/readModel.ts';
import { auditExecutor } from '../../hosts/node/models/auditHost.ts';
import { inlineHost } from '../../measure/testing/host.fixture.ts';
import { compile } from '../../program/compile.ts';
import { remedies, remediesFor } from '../../remedies/remedies.ts';
import { prepare } from '../../setup/setup.ts';
import { modelSubject } from './modelSubject.ts';
import { networkSubject, planAdvice } from './networkSubject.ts';
import type { Seen, Subject } from './trial.ts';

const host: AuditHost = {
  executor: (assignment) => auditExecutor(assignment, { megabytes: 1024 }, 1),
  runtime,
  provenance: inlineHost.provenance,
};

const POINTS = 16;
const vectors = pointsOf([12]);
const pictures = pointsOf([2, 8, 8]);

function pointsOf(shape: readonly number[]) {
  const size = shape.reduce((a, b) => a * b) * POINTS;
  const values = Float64Array.from({ length: size }, (_, i) => Math.sin(i * i + 1) + 0.3);
  return dataset(values, { shape: [...shape] });
}

/** What a remedy leaves of the bias, initialisation by initialisation, by its title. */
async function outcomes<State>(subject: Subject<State>, tried = remedies): Promise<Map<string, Seen[]>> {
  const found = new Map<string, Seen[]>();
  for (const remedy of tried) {
    const applied = await subject.apply(remedy, subject.state);
    if (typeof applied === 'string') continue;
    for (const { variant, state } of applied) {
      const drawn = await (await subject.trial(state)).draw(3, {});
      found.set(remedy.title(variant), [...drawn.values()]);
    }
  }
  return found;
}

/** The same of remedies two by two, in the order of the list. */
async function outcomesOfPairs<State>(subject: Subject<State>): Promise<Map<string, Seen[]>> {
  const found = new Map<string, Seen[]>();
  for (const [place, first] of remedies.entries()) {
    const one = await subject.apply(first, subject.state);
    if (typeof one === 'string' || first.name === 'output-bias') continue;
    for (const second of remedies.slice(place + 1)) {
      const two = await subject.apply(second, one.at(-1)!.state);
      if (typeof two === 'string') continue;
      const { state, variant } = two.at(-1)!;
      const drawn = await (await subject.trial(state)).draw(2, {});
      found.set(`${first.title(one.at(-1)!.variant)} + ${second.title(variant)}`, [...drawn.values()]);
    }
  }
  return found;
}

/** The same network in the notation, and as a user's file of it. */
async function both(network: string, data: typeof vectors) {
  const options = { init: 'he', inits: 3, points: POINTS, readouts: 1, seed: 5 } as const;
  const inNotation = networkSubject(planAdvice(network, data, options), data, options, inlineHost);
  const program = compile(prepare(network, data).layers, { scheme: 'he' }, POINTS);
  const model = readModel(ownExport(program, POINTS));
  const planned = await planAudit({ model, sha256: '' }, { init: 'he' }, runtime);
  const { init: _, ...others } = options;
  const asModel = await modelSubject(planned, data, others, host);
  return { inNotation, asModel };
}

/** Outcomes that both have, each beside the other. */
function shared(inNotation: Map<string, Seen[]>, asModel: Map<string, Seen[]>) {
  const titles = [...asModel.keys()].filter((title) => inNotation.has(title) && !title.includes(APART));
  return titles.map((title) => ({ title, one: inNotation.get(title)!, other: asModel.get(title)! }));
}

/** In the notation a mean of theory, in models that of the units at hand. */
const APART = 'centred activation';

describe('a remedy', () => {
  it.each([
    ['2*(dense(24), relu), dense(4)', vectors, 13],
    ['dense(24), layerNorm, relu, dense(20), tanh, dense(3)', vectors, 13],
    ['conv(6, 3), relu, maxPool(2), conv(6, 3), gelu, flatten, dense(4)', pictures, 14],
  ] as const)(
    "of a user's model draws the numbers of the same remedy in the notation: %s",
    async (network, data, count) => {
      const { inNotation, asModel } = await both(network, data);
      const pairs = shared(await outcomes(inNotation), await outcomes(asModel));
      expect(pairs).toHaveLength(count);
      for (const { title, one, other } of pairs) expectSame(title, one, other);
    },
  );

  it('does so where all layers are drawn otherwise', async () => {
    const { inNotation, asModel } = await both('dense(24), tanh, dense(20), tanh, dense(16), tanh, dense(4)', vectors);
    const tried = remediesFor('edge-of-chaos', true).filter(({ name }) => /edge|^initialisation/.test(name));
    const pairs = shared(await outcomes(inNotation, tried), await outcomes(asModel, tried));
    // The file has no biases, which torch draws in the notation.
    const common = pairs.filter(({ title }) => title !== 'initialisation: torch');
    const titles = common.map(({ title }) => title);
    expect(titles).toEqual(expect.arrayContaining(['edge of chaos (σ_w² 1, σ_b² 0)', 'initialisation: orthogonal']));
    expect(titles.length).toBeGreaterThan(8);
    for (const { title, one, other } of common) expectSame(title, one, other);
  });

  it('does so where the outputs begin with the class shares', async () => {
    const labels = Int32Array.from({ length: POINTS }, (_, i) => (i < 11 ? 0 : i < 14 ? 1 : 2));
    const labelled = dataset(vectors.values, { shape: [12], labels });
    const { inNotation, asModel } = await both('dense(24), relu, dense(3, sigmaB2=0.1)', labelled);
    const tried = remediesFor('loss').filter(({ name }) => name === 'class-priors');
    const pairs = shared(await outcomes(inNotation, tried), await outcomes(asModel, tried));
    expect(pairs).toHaveLength(1);
    expectSame(pairs[0].title, pairs[0].one, pairs[0].other);
    expect(pairs[0].one[0].loss).toBeGreaterThan(0.1);
  });

  it('does so beside another remedy', async () => {
    const { inNotation, asModel } = await both(
      'conv(4, 3), relu, maxPool(2), flatten, dense(8), tanh, dense(4)',
      pictures,
    );
    const ofModel = await outcomesOfPairs(asModel);
    const pairs = shared(await outcomesOfPairs(inNotation), ofModel);
    expect(pairs.length).toBeGreaterThan(15);
    for (const { title, one, other } of pairs) expectSame(title, one, other);
    expect([...ofModel.keys()]).toContain('centred activation + layerNorm after');
  });
});

function expectSame(title: string, one: readonly Seen[], other: readonly Seen[]): void {
  for (const [i, { loss, agreement, maxFraction, before }] of one.entries()) {
    if (loss === undefined) {
      // Without labels biases of the outputs are fitted without losses.
      expect(other[i], title).toMatchObject({ agreement, maxFraction, ...(before && { before }) });
    } else expect(Math.abs(other[i].loss! / loss - 1), title).toBeLessThan(1e-4);
  }
}
