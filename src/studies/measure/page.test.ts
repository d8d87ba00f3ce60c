import { describe, expect, it } from 'vitest';
import { commandLineOf } from '../../present/html/commandLine.ts';
import { labelledMeasurement, labelledMeasurements } from '../../present/testing/classes.fixture.ts';
import { allMeasurements, digitsMeasurement, inventedMeasurement } from '../../present/testing/measurements.fixture.ts';
import { comparisonHtml } from '../compare/page.ts';
import { reportHtml } from './page.ts';

describe('the report', () => {
  it.each(Object.entries({ ...allMeasurements, ...labelledMeasurements }))(
    'of "%s" stands alone and has no holes',
    (_name, m) => {
      const page = reportHtml(m);
      expect(page).toMatch(/^<!doctype html>/);
      expect(page).not.toMatch(/NaN|undefined|\[object|>null</);
      expect(page).not.toMatch(/<(script|link|img|iframe)|@import|url\(|src=/);
      expect([...page.matchAll(/https?:\/\/[^"\s]+/g)].every(([url]) => url === 'http://www.w3.org/2000/svg')).toBe(
        true,
      );
    },
  );

  it('says the finding, the numbers, the limits and how to reproduce', () => {
    const page = reportHtml(digitsMeasurement);
    expect(page).toMatch(/<h1>Before any training this network sends \d\d\.\d&#160;%&#160;\(±0\.\d\)/);
    expect(page).toContain('prefers-color-scheme: dark');
    expect(page).toContain('transient deep prejudice');
    expect(page).toContain('<th scope="col">quantity</th>');
    expect(page).toContain('firstguess measure');
    expect(page.match(/<svg/g)?.length).toBeGreaterThanOrEqual(3);
  });

  it('has a section on the true classes of labelled data alone', () => {
    const page = reportHtml(labelledMeasurement);
    expect(page).toContain('What the guess says about the true class');
    expect(page).toContain('Same guess for two classes');
    expect(reportHtml(labelledMeasurements['too many classes'])).not.toContain('Same guess for two classes');
    expect(reportHtml(digitsMeasurement)).not.toContain('true class');
  });

  it('escapes whatever the user wrote', () => {
    const hostile = `<img src=x onerror="alert('1')">&`;
    const m = inventedMeasurement({
      classes: 2,
      gamma: 1,
      network: hostile,
      data: hostile,
      notes: [hostile],
      layers: [[hostile, 1]],
    });
    for (const page of [reportHtml(m), comparisonHtml([m, m])]) {
      expect(page).not.toContain('<img');
      expect(page).not.toContain('onerror="');
    }
  });

  it('compares several measurements in one page', () => {
    const page = comparisonHtml(Object.values(allMeasurements));
    expect(page).toMatch(/The favourite class gets from [\d.]+&#160;% to 100&#160;% of the data in these 7 networks\./);
    expect(page).not.toMatch(/NaN|undefined|\[object/);
  });
});

describe('the command line', () => {
  it('quotes what a shell would read', () => {
    const command = commandLineOf({ ...digitsMeasurement.experiment, data: "it's" });
    expect(command).toContain("--network '3*(dense(1000), relu), dense(10)'");
    expect(command).toContain(`--data 'it'\\''s'`);
    expect(command).toContain('--seed 1');
    expect(command).toContain('--inits 200');
    expect(command).not.toMatch(/--points|--data-draw/);
  });
});
