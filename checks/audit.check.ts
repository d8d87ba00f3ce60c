import { describe, expect, it } from 'vitest';
import { type PlannedAudit, planAudit, readyAudit } from '../src/audit/prepareAudit.ts';
import { runAudit } from '../src/audit/runAudit.ts';
import { images8, images32, tokenIds } from '../src/audit/testing/models.ts';
import { runtime } from '../src/audit/testing/runtime.ts';
import type { Audit } from '../src/results/auditSchema.ts';
import { auditedFile, auditHost } from '../src/studies/audit/nodeRun.ts';

/** Agreement of networks that PyTorch drew anew, on the same 64 points: models/README.md. */
const PYTORCH = [
  { model: 'cnn', points: 'images', inits: 200, mean: 0.7822, error: 0.0155 },
  { model: 'cnn_bn_train', points: 'images', inits: 200, mean: 0.5662, error: 0.0169 },
  { model: 'lstm', points: 'ids', inits: 200, mean: 0.7644, error: 0.0153 },
  { model: 'te', points: 'ids', inits: 200, mean: 0.2884, error: 0.0103 },
  { model: 'te_tied', points: 'ids', inits: 200, mean: 0.0462, error: 0.0018 },
  { model: 'vit', points: 'photos', inits: 40, mean: 0.901, error: 0.024 },
  { model: 'se', points: 'photos', inits: 60, mean: 0.99, error: 0.005 },
] as const;

const quick = process.env.FIRSTGUESS_CHECKS === 'quick';
/** Seven comparisons, and one that must fail: |z| < 3 fails by chance once in 50 runs of other seeds. */
const MOST = 3;

const POINTS = { images: images8, photos: images32, ids: tokenIds };

async function audited(
  model: string,
  points: keyof typeof POINTS,
  inits: number,
  change = (planned: PlannedAudit) => planned,
): Promise<Audit> {
  const path = new URL(`../models/torch/${model}.onnx`, import.meta.url).pathname;
  const planned = change(await planAudit(auditedFile(path), { init: 'torch' }, runtime));
  const ready = await readyAudit(planned, POINTS[points](), { inits, seed: 7 }, runtime);
  return runAudit(ready, await auditHost(runtime), { theory: false });
}

const zOf = ({ agreement }: Audit, { mean, error }: { mean: number; error: number }) =>
  (agreement.mean - mean) / Math.hypot(agreement.standardError, error);

describe('audits agree with PyTorch, which drew the same networks itself', () => {
  it.each(PYTORCH.filter((_, i) => !quick || i % 2 === 0))('$model', async (reference) => {
    const audit = await audited(reference.model, reference.points, reference.inits);
    const z = zOf(audit, reference);
    console.log(
      `| ${reference.model} | ${audit.agreement.mean.toFixed(4)} ± ${audit.agreement.standardError.toFixed(4)} | ${reference.mean} ± ${reference.error} | ${z.toFixed(1)} |`,
    );
    expect(Math.abs(z)).toBeLessThan(MOST);
  });

  it('but not where tied weights are drawn apart', async () => {
    const untied = ({ plan, laws, ...rest }: PlannedAudit): PlannedAudit => {
      const embedding = laws.laws.get('tok.weight')!;
      const apart = new Map([...laws.laws].map(([name, law]) => [name, name === 'fc.weight' ? embedding : law]));
      return { ...rest, plan, laws: { ...laws, laws: apart } };
    };
    const audit = await audited('te_tied', 'ids', 200, untied);
    expect(Math.abs(zOf(audit, PYTORCH[4]))).toBeGreaterThan(2 * MOST);
  });
});
