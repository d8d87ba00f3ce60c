import { describe, expect, it } from 'vitest';
import { inventedExplanation } from '../../present/testing/explanation.fixture.ts';
import { renderExplanation } from './text.ts';

describe('an explanation in the terminal', () => {
  it('is a sentence first and a table of layers second', () => {
    const text = renderExplanation(inventedExplanation(), { colour: false, width: 100 });
    expect(text).toMatch(/^The bias is introduced in layer 2 \(relu\)/);
    expect(text).toMatch(/gamma +theory +change +agreement +worth +ln gamma/);
    expect(text).toMatch(/◆ 2 relu .*\+0\.12.* \+0\.80/);
    expect(text).toMatch(/▼ 3 batchNorm .*0× .*−0\.0300 ± 0\.0040 +–/);
    expect(text).toMatch(
      /worth: the agreement \(0\.\d{3}\) minus [\s\S]*, by theory or measured on 30 initialisations/,
    );
  });

  it('keeps within its width, without gaps, theory or not', () => {
    for (const theory of [true, false]) {
      for (const width of [60, 80, 100]) {
        const text = renderExplanation(inventedExplanation({ theory, layers: 40 }), { colour: false, width });
        expect(text).not.toMatch(/NaN|undefined|null|Infinity/);
        const long = text.split('\n').filter((line) => [...line].length > width);
        expect(long).toEqual([]);
      }
    }
  });

  it('shows the whole network with one change', () => {
    const text = renderExplanation(inventedExplanation(), { colour: false, width: 100 });
    expect(text).toMatch(/the whole network +gamma +ln gamma +agreement +favourite %/);
    expect(text).toMatch(/without biases .*−2\.600 ± 0\.020 .*67\.0 ± 0\.3/);
    expect(text).toMatch(/measured\s+on 30 initialisations, the same each time/);
    expect(
      renderExplanation({ ...inventedExplanation(), alternatives: undefined }, { colour: false, width: 100 }),
    ).not.toContain('the whole network ');
  });

  it('keeps the worths in ln gamma where there is room for one, if agreement is near 1', () => {
    const explanation = inventedExplanation();
    const { measurement } = explanation;
    const agreement = { ...measurement.agreement, mean: 0.998 };
    const text = renderExplanation(
      { ...explanation, alternatives: undefined, measurement: { ...measurement, agreement } },
      { colour: false, width: 76 },
    );
    expect(text).toMatch(/gamma +theory +change +ln gamma\n/);
    expect(text).toMatch(/ln gamma: the logarithm of gamma minus that of the/);
  });

  it('has colours only when asked', () => {
    const [plain, coloured] = [false, true].map((colour) =>
      renderExplanation(inventedExplanation(), { colour, width: 80 }),
    );
    const code = String.fromCharCode(27);
    expect([plain.includes(code), coloured.includes(code)]).toEqual([false, true]);
  });
});
