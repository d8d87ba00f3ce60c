import { describe, expect, it } from 'vitest';
import type { Layer } from '../../../src/network/layer.ts';
import { parseNetwork } from '../../../src/network/notation/parse.ts';
import { layerDefinitions } from '../../../src/network/registry.ts';
import { withArgument } from './edits.ts';
import { fieldsOf, readField } from './fields.ts';

const layer = (text: string) => parseNetwork(text).parts[0] as Layer;

describe('the fields of a card', () => {
  it('are the arguments that were given, but for layers', () => {
    expect(fieldsOf(layer('conv(8, (3, 2), padding=same)')).map(({ name, text }) => [name, text])).toEqual([
      ['channels', '8'],
      ['kernel', '3, 2'],
      ['padding', 'same'],
    ]);
    expect(fieldsOf(layer('residual(dense(3), alpha=0.5)')).map(({ name }) => name)).toEqual(['alpha']);
  });

  it('give back the very layer when what they show is typed', () => {
    const examples = layerDefinitions.flatMap(({ examples }) =>
      examples.map(({ network }) => network.replaceAll('φ', 'relu')),
    );
    let seen = 0;
    for (const text of new Set(examples)) {
      for (const one of parseNetwork(text).unroll()) {
        for (const { name, text } of fieldsOf(one)) {
          seen++;
          expect(withArgument(one, name, readField(one, name, text)), `${one.definition.name} ${name} ${text}`).toEqual(
            one,
          );
        }
      }
    }
    expect(seen).toBeGreaterThan(60);
  });

  it('refuse what no layer takes', () => {
    expect(() => readField(layer('dense(8)'), 'units', 'many')).toThrow();
    expect(() => withArgument(layer('dense(8)'), 'units', readField(layer('dense(8)'), 'units', '-3'))).toThrow(
      /units/,
    );
  });
});
