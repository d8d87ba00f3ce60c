import { describe, expect, it } from 'vitest';
import { inventedDirections } from '../../present/testing/dataDirections.fixture.ts';
import { inventedExplanation } from '../../present/testing/explanation.fixture.ts';
import type { DataDirections } from './schema.ts';
import { renderExplanation } from './text.ts';

function rendered(data: DataDirections | undefined, width = 100): string {
  return renderExplanation({ ...inventedExplanation(), data }, { colour: false, width });
}

describe('where in the data, in the terminal', () => {
  it('is a table of what comes from each direction, and what the shares are of', () => {
    const text = rendered(inventedDirections({ error: 0 }));
    expect(text).toMatch(/where in the data +data gamma +gamma +share +agreement +share/);
    expect(text).toMatch(/without the mean image +0\.000 +0\.720 +64\.0 % +0\.3720 +32\.0 %/);
    expect(text).toMatch(/without the 1st component +0\.000 +2\.246 +none: it rises/);
    expect(text).toMatch(
      /The mean image holds 68\.7 % of the squared norm[\s\S]*agreement\s+beyond\s+0\.100[\s\S]*by\s+theory/,
    );
  });

  it('has errors where it was measured', () => {
    const text = rendered(inventedDirections());
    expect(text).toMatch(/without the mean image .*0\.720 ± 0\.020 +64\.0 % \(±2\.0\)/);
    expect(text).toMatch(/measured\s+on\s+30 initialisations/);
  });

  it('is not there where it was not asked', () => {
    expect(rendered(undefined)).not.toContain('where in the data');
  });

  it('keeps within its width, without holes, the share of gamma to the last', () => {
    for (const data of [
      inventedDirections(),
      inventedDirections({ gamma: Infinity }),
      inventedDirections({ error: 0 }),
    ]) {
      for (const width of [60, 80, 100]) {
        const text = rendered(data, width);
        expect(text).not.toMatch(/NaN|undefined|null|Infinity/);
        expect(text.split('\n').filter((line) => [...line].length > width)).toEqual([]);
        expect(text).toContain('64.0 %');
      }
    }
  });
});
