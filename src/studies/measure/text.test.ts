import { describe, expect, it } from 'vitest';
import { labelledMeasurement, labelledMeasurements } from '../../present/testing/classes.fixture.ts';
import {
  allMeasurements,
  digitsMeasurement,
  hundredClassMeasurement,
  inventedMeasurement,
} from '../../present/testing/measurements.fixture.ts';
import { table } from '../../present/text/table.ts';
import { wrap } from '../../present/text/wrap.ts';
import { renderComparison } from '../compare/text.ts';
import { renderPrediction } from '../predict/text.ts';
import { renderMeasurement } from './text.ts';

const plainText = { colour: false, width: 100 };
const ESCAPE = String.fromCharCode(27);

describe('a measurement in the terminal', () => {
  it('is a sentence first and a table second', () => {
    const lines = renderMeasurement(digitsMeasurement, plainText).split('\n');
    expect(lines[0]).toMatch(/^Before any training this network sends/);
    const header = lines.findIndex((line) => /^\s+measured\s+theory\s+z$/.test(line));
    expect(lines[header + 1]).toMatch(/^agreement\s+0\.\d{4}\s+± 0\.\d{4}\s+0\.\d{4}\s+−?\d\.\d$/);
    expect(lines[header + 4]).toMatch(/^gamma\s+1\.550\s+± 0\.039/);
  });

  it.each(Object.entries({ ...allMeasurements, ...labelledMeasurements }))(
    'of "%s" keeps within its width, without colours and without gaps',
    (_name, m) => {
      for (const width of [60, 80, 100, 200]) {
        const text =
          renderMeasurement(m, { colour: false, width }) + renderComparison([m, m], { colour: false, width });
        for (const line of text.split('\n')) expect([...line].length).toBeLessThanOrEqual(Math.min(100, width));
        expect(text).not.toMatch(/NaN|undefined|null|Infinity/);
        expect(text).not.toContain(ESCAPE);
      }
    },
  );

  it('has colours only when asked', () => {
    expect(renderMeasurement(digitsMeasurement, { colour: true, width: 100 })).toContain(ESCAPE);
  });

  it('draws the histogram in blocks with theory as dots over a percent axis', () => {
    const text = renderMeasurement(digitsMeasurement, plainText);
    expect(text).toMatch(/[▁▂▃▄▅▆▇█]/);
    expect(text).toContain('•');
    expect(text).toMatch(/0 +25 +50 +75 +100 %/);
  });

  it('says what the guesses tell of the true classes, where these are known', () => {
    const text = renderMeasurement(labelledMeasurement, plainText).replaceAll('\n', ' ');
    expect(text).toContain('The guess carries 0.2100 ± 0.0042 nats about the true class (chance 0.022 removed;');
    expect(text).toContain("the classes' entropy is 2.30); theory expects 0.2037 ± 0.0020.");
    expect(text).toContain('Two digits of one class get the same guess 48.0 % (±1.0) of the time');
    expect(renderMeasurement(digitsMeasurement, plainText)).not.toContain('true class');
    expect(renderPrediction(labelledMeasurement.prediction, plainText)).toContain(
      'of one class get the same guess 46.6 %',
    );
  });

  it('leaves out the middle of a deep network', () => {
    const layers = Array.from({ length: 101 }, (_, index) => ['relu', 0.1 * (index + 1)] as const);
    const text = renderMeasurement(inventedMeasurement({ classes: 2, gamma: 1, layers }), plainText);
    expect(text).toContain('… 87 more layers …');
  });
});

describe('a prediction in the terminal', () => {
  it('says what theory expects, with its limits', () => {
    const text = renderPrediction(hundredClassMeasurement.prediction, plainText);
    expect(text).toMatch(/^Theory expects that before any training this network sends/);
    expect(text).toContain('transient deep prejudice');
    expect(text).toMatch(/phase +prejudiced/);
  });

  it('says so where theory does not cover it', () => {
    const { prediction } = allMeasurements['no theory'];
    const text = renderPrediction(prediction, plainText);
    expect(text).toMatch(/^Theory does not cover the outputs/);
    expect(text).toContain('note: batchNorm');
    expect(text).not.toMatch(/NaN|undefined|null/);
  });
});

describe('a comparison in the terminal', () => {
  it('names what differs and has one row a measurement', () => {
    const text = renderComparison(Object.values(allMeasurements), plainText);
    expect(text).toContain('1  3*(dense(1000), relu), dense(10) on digits');
    expect(text).toMatch(/^ +favourite % +theory +z +agreement +theory +z$/m);
    expect(text).toMatch(/^7 +100 +100 /m);
    expect(text).toMatch(/^ +gamma +theory +z +loss +theory +z$/m);
  });

  it('ends with the notes: once where all say it, else after the number of the network', () => {
    const [one, two] = Object.values(allMeasurements);
    const text = renderComparison(
      [
        { ...one, notes: ['of both', 'of one'] },
        { ...two, notes: ['of both'] },
      ],
      plainText,
    );
    expect(text).toMatch(/\n\nnote: of both\nnote: network 1: of one\n\n2 networks/);
  });
});

describe('the loss before training', () => {
  it('stands in the second sentence, beside ln K', () => {
    const { summary } = digitsMeasurement;
    expect(summary).toContain('Its loss starts at 3.016 ± 0.018, 1.31 times ln 10 = 2.303.');
  });
});

describe('text in columns', () => {
  it('lines numbers up at the decimal point and at their errors', () => {
    const rows = [
      ['a', { value: '0.5', error: '0.1' }],
      ['bc', { value: '12.25', error: '0.15' }],
    ];
    expect(table(['', 'value'], rows)).toEqual(['     value', 'a     0.5  ± 0.1', 'bc   12.25 ± 0.15']);
  });

  it('never parts a number from its percent sign or its error', () => {
    for (let width = 14; width < 40; width++) {
      const lines = wrap('It sends 50.5 % (±0.4) of the digits there', width);
      expect(lines.some((line) => line.includes('50.5 % (±0.4)'))).toBe(true);
    }
  });
});
