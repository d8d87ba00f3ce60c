import { describe, expect, it } from 'vitest';
import { layerDefinitions } from '../../network/registry.ts';
import { wordsOf } from './index.ts';

describe('the words of the frameworks', () => {
  it.each(layerDefinitions)('are there for $name', (definition) => {
    expect(wordsOf({ kind: 'layer', definition, given: {}, args: {} }).of).toBe(definition);
  });
});
