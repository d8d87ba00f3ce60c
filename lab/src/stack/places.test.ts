import { describe, expect, it } from 'vitest';
import { parseNetwork } from '../../../src/network/notation/parse.ts';
import { layerDefinitions } from '../../../src/network/registry.ts';
import { predict } from '../../../src/theory/predict.ts';
import { newLayer } from './newLayer.ts';
import { layersByPlace } from './places.ts';

describe('what theory says beside the cards', () => {
  it('stands at each layer, turn by turn where it is repeated', () => {
    const text = 'dense(8), 3*(dense(8), relu), dense(2)';
    const { layers } = predict(text, 'gaussian(dim=8)');
    const found = layersByPlace(parseNetwork(text).parts, layers);
    expect([...found.keys()]).toEqual(['0', '1.body.0', '1.body.1', '2']);
    expect(found.get('1.body.1')?.map(({ layer }) => layer)).toEqual(['relu', 'relu', 'relu']);
    expect(found.get('1.body.1')).toEqual([layers[2], layers[4], layers[6]]);
    expect(found.get('2')).toEqual([layers[7]]);
  });
});

describe('a layer that is added', () => {
  it.each(layerDefinitions)('is made without a word: $name', (definition) => {
    expect(newLayer(definition)).toMatchObject({ kind: 'layer', definition });
  });
});
