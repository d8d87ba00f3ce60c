import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runHere } from '../../cli/testing/run.fixture.ts';

const CNN = join(import.meta.dirname, '../../../models/torch/cnn.onnx');
const network = ['advise', '--network', 'dense(20), relu, dense(4)', '--data', 'gaussian(dim=12)'];
const model = ['advise', CNN, '--data', 'digits'];
const quick = ['--points', '12', '--inits', '3', '--no-theory'];

describe('firstguess advise', () => {
  it('takes a model, by the options of audit', async () => {
    const { exitCode, out } = await runHere([...model, ...quick, '--init', 'he', '--keep', 'features.0.*', '--json']);
    const { subject, remedies, experiment } = JSON.parse(out);
    expect([exitCode, subject]).toEqual([0, CNN]);
    expect(experiment).toMatchObject({ init: { scheme: 'he' }, model: { keep: ['features.0.*'] } });
    expect(remedies.map(({ title }: { title: string }) => title)).toContain('batchNorm after');
  });

  const mistakes: [args: string[], message: string, remedy: string][] = [
    [['advise'], 'advise needs --network', 'for instance firstguess advise'],
    [[...model, '--network', 'dense(3)'], 'advise takes one network or one model', 'not both'],
    [['advise', CNN, CNN], 'too many arguments', ''],
    [['advise', 'model.pt'], '"model.pt" is no .onnx file', 'a network goes behind --network'],
    [['advise', '/none/model.onnx'], '/none/model.onnx', ''],
    [[...model, '--law', 'uniform'], '--law is for networks in the notation', 'leave it out'],
    [[...model, '--readouts', '4'], '--readouts is for networks in the notation', ''],
    [[...network, '--dim', 'n=3'], '--dim is for models', 'leave it out'],
    [[...network, '--unfold-bn'], '--unfold-bn is for models', ''],
    [[...network, '--goal', 'best'], '--goal', 'neutral, edge-of-chaos, loss'],
    [[...network, '--priors', '0.5,0.6'], '2 priors are given for 4 classes', 'one number for every class'],
    [[...network, '--priors', 'data'], '--priors data needs labelled points of 4 classes', ''],
    [[...network, '--inits', '1'], '--inits', 'at least 2'],
    [[...network, '--max-time', '0'], '--max-time', ''],
    [[...network, '--init', 'hee'], 'unknown --init "hee"', 'did you mean he?'],
    [['advise', '--network', 'conv(4, 3), dense(3)', '--data', 'gaussian(dim=12)'], 'conv', ''],
    [['advise', CNN, '--data', 'gaussian(dim=12)'], '12', ''],
    [[...network, '--tables', 'csv'], '--tables is about files in a folder', ''],
  ];
  it.each(mistakes)('refuses %j', async (args, message, remedy) => {
    const { exitCode, out, err } = await runHere(args);
    expect([exitCode, out], err).toEqual([2, '']);
    expect(err).toContain(message);
    expect(err).toContain(remedy);
    expect(err).not.toMatch(/\n +at /);
  });
});
