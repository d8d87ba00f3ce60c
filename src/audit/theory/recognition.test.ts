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

  const drawnBy = async (model: string, laws: string) => {
    const { setup } = await recognitionOf(
      await ready(model, { path: 'laws.yaml', file: parseLawFile(laws, 'laws.yaml') }),
      runtime,
    );
    return 'reason' in setup
      ? setup
      : { network: setup.network.toString(), init: setup.init.scheme, remarks: setup.remarks };
  };
  const cnn = (first: string, second: string, readout: string) =>
    `conv(16, 3, padding=1${first}), relu, maxPool(2), conv(32, 3, padding=1${second}), relu, maxPool(2), flatten, dense(10${readout})`;

  it('has variances of its own at the layers that no initialisation has', async () => {
    const zeros = 'default: torch\nlaws:\n  - {match: "features.*.bias", law: zeros}';
    expect(await drawnBy('cnn', zeros)).toEqual({
      network: cnn(', sigmaB2=0', ', sigmaB2=0', ''),
      init: 'torch',
      remarks: [],
    });
    const wide = 'default: he\nlaws:\n  - {match: "classifier.weight", law: "normal(0.1)"}';
    expect(await drawnBy('cnn', wide)).toEqual({ network: cnn('', '', ', sigmaW2=1.28'), init: 'he', remarks: [] });
  });

  it('says where weights have a law of another shape, and takes the shape of most', async () => {
    const mixed = 'default: he\nlaws:\n  - {match: "classifier.weight", law: "uniform(0.1)"}';
    const found = await drawnBy('cnn', mixed);
    expect(found).toMatchObject({
      init: 'he',
      remarks: [expect.stringContaining('1 weight tensor of the file has another law')],
    });
  });

  it('is left out where a law has no variance', async () => {
    const ones = 'default: he\nlaws:\n  - {match: "classifier.bias", law: ones}';
    expect(await drawnBy('cnn', ones)).toEqual({
      reason: 'classifier.bias is drawn by no law that the notation has: ones',
    });
  });

  it('is left out where the notation ends before the scores', async () => {
    const { result, setup } = await recognitionOf(await ready('convt', 'torch'), runtime);
    expect(result.missing.length).toBeGreaterThan(0);
    expect(setup).toEqual({ reason: result.missing[0] });
  });
});
