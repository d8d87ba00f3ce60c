import { describe, expect, it } from 'vitest';
import { inventedDirections } from '../../present/testing/dataDirections.fixture.ts';
import { inventedExplanation } from '../../present/testing/explanation.fixture.ts';
import { explanationHtml } from './page.ts';

describe('the report of an explanation', () => {
  const data = inventedDirections();

  it.each([
    ['images', data],
    ['points that are no images', { ...data, pictures: null }],
    ['a law of mean 0', undefined],
  ])('stands alone and has no holes for %s', (_, data) => {
    const page = explanationHtml({ ...inventedExplanation(), data });
    expect(page).toMatch(/^<!doctype html>/);
    expect(page).not.toMatch(/NaN|undefined|\[object|>null</);
    expect(page).not.toMatch(/<(script|link|img|iframe)|@import|url\(|src=/);
    expect([...page.matchAll(/https?:\/\/[^"\s]+/g)].every(([url]) => url === 'http://www.w3.org/2000/svg')).toBe(true);
  });

  it('shows the whole network with one change', () => {
    const page = explanationHtml(inventedExplanation());
    expect(page).toContain('<h2>The whole network with one change</h2>');
    expect(page).toMatch(/without biases[\s\S]*−2\.600/);
    expect(explanationHtml({ ...inventedExplanation(), alternatives: undefined })).not.toContain('with one change');
  });

  it('shows where in the data the bias comes from, as numbers and pictures with their scale', () => {
    const page = explanationHtml({ ...inventedExplanation(), data });
    expect(page).toContain('<h2>Where in the data</h2>');
    expect(page).toMatch(/without the mean image[\s\S]*64\.0 % \(±2\.0\)/);
    expect(page).toMatch(/The mean image<br><span class="muted">blue is −15, white 0, orange 15</);
    expect(page).toMatch(/blue is −0\.3, white 0, orange 0\.3/);
    expect(page.match(/data:image\/png;base64,/g)?.length).toBe(2);
    expect(explanationHtml(inventedExplanation())).not.toContain('Where in the data');
  });
});
