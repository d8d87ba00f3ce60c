import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readModel } from '../../engine/onnx/read/files/readModel.ts';
import { UserError } from '../../errors.ts';
import { runtime } from '../testing/runtime.ts';
import { planOf } from './planOf.ts';
import { planTable } from './testing/planTable.ts';

const MODELS = join(import.meta.dirname, '../../../models');

async function tableOf(file: string): Promise<string> {
  try {
    return planTable(await planOf(readModel(join(MODELS, file)), {}, runtime));
  } catch (error) {
    if (error instanceof UserError) return error.toText().replaceAll(`${MODELS}/`, '');
    throw error;
  }
}

describe('the plan of', () => {
  const files = ['torch', 'real'].flatMap((folder) =>
    readdirSync(join(MODELS, folder)).map((file) => `${folder}/${file}`),
  );

  it.each(files)('%s', async (file) => {
    await expect(await tableOf(file)).toMatchFileSnapshot(`__snapshots__/plans/${file}.txt`);
  });
});
