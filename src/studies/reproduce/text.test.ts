import { expect, it } from 'vitest';
import type { Reproduction } from './schema.ts';
import { renderReproduction } from './text.ts';

it('sets claims apart from their verdicts, whatever their names', () => {
  const claim = (name: string) => ({ claim: name, title: 'A title', verdict: 'confirmed', summary: 'Yes.', notes: [] });
  const reproduction = { claims: [claim('8'), claim('warm-up')], status: 'complete', seconds: 3 };
  const text = renderReproduction(reproduction as unknown as Reproduction, { colour: false, width: 80 });
  expect(text).toMatch(/^8 {4}confirmed {6}A title$/m);
  expect(text).toMatch(/^warm-up confirmed {6}A title$/m);
});
