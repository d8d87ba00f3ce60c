import { describe, expect, it } from 'vitest';
import { parseLawFile } from '../laws/file/lawFile.ts';
import { planAudit, type ReadyAudit, readyAudit } from '../prepareAudit.ts';
import { images8, torchModel } from '../testing/models.ts';
import { runtime } from '../testing/runtime.ts';
import { recognitionOf } from './recognition.ts';

async function ready(model: string, init: Parameters<typeof planAudit>[1]['init']): Promise<ReadyAudit> {
  const planned = await planAudit({ model: torchModel(model), sha256: '' }, { init }, runtime);
  return readyAudit(planned, images8(), { points: 8 }, runtime);
}

const schemeOf = async (model: string, init: Parameters<typeof planAudit>[1]['init']) => {
  const { setup } = await recognitionOf(await ready(model, init), runtime);
  return 'reason' in setup ? setup.reason : setup.init.scheme;
};

describe('theory of a recognised model', () => {
  it.each(['torch', 'keras', 'he', 'normal(0.02)', 'kaiming_normal(mode=fan_out)'])(
    'has the initialisation that was asked for: %s',
    async (init) => {
      expect(await schemeOf('cnn', init)).toBe(init);
    },
  );

  it('has the initialisation that an untrained file shows', async () => {
    expect(await schemeOf('cnn', 'as-exported')).toBe('torch');
  });

  it('is left out where no initialisation draws all weights by the same laws', async () => {
    const mixed = parseLawFile('default: he\nlaws:\n  - {match: "classifier.weight", law: "normal(1)"}', 'laws.yaml');
    expect(await schemeOf('cnn', { path: 'laws.yaml', file: mixed })).toContain('no initialisation of the notation');
  });

  it('is left out where the notation ends before the scores', async () => {
    const { result, setup } = await recognitionOf(await ready('convt', 'torch'), runtime);
    expect(result.missing.length).toBeGreaterThan(0);
    expect(setup).toEqual({ reason: result.missing[0] });
  });
});
