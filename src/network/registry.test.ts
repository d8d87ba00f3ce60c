import { describe, expect, it } from 'vitest';
import { GraphBuilder, type Shape } from '../graph/graph.ts';
import type { Example } from './example.ts';
import { he } from './init.ts';
import { some } from './layers/blocks/inside.ts';
import { parseNetwork } from './notation/parse.ts';
import { layerDefinitions } from './registry.ts';

const SHAPES: Readonly<Record<Example['on'], Shape>> = {
  law: [400],
  vectors: [64],
  tokens: [8, 8],
  images: [1, 8, 8],
  ids: [8],
};

const examples = layerDefinitions.flatMap(({ name, theory, examples }) =>
  examples.map((example) => ({ name, theory, ...example })),
);

describe('the registry', () => {
  it('describes every layer and parameter in words, without doubles', () => {
    expect(new Set(layerDefinitions.map((definition) => definition.name)).size).toBe(layerDefinitions.length);
    for (const { name, summary, parameters } of layerDefinitions) {
      expect(name).toMatch(/^[a-z][A-Za-z0-9]*$/);
      expect(summary.length).toBeGreaterThan(0);
      for (const parameter of Object.values(parameters)) expect(parameter.meaning.length).toBeGreaterThan(0);
    }
  });

  it('puts required parameters first, so that they can be written by position', () => {
    for (const { parameters } of layerDefinitions) {
      const optional = Object.values(parameters).map((p) => p.need !== 'required');
      expect(optional).toEqual([...optional].sort((a, b) => Number(a) - Number(b)));
    }
  });

  it.each(layerDefinitions)('has an example of $name', (definition) => {
    const networks = definition.examples.map(({ network }) => parseNetwork(network.replaceAll('φ', 'relu')));
    expect(networks.length).toBeGreaterThan(0);
    for (const { parts } of networks) expect(some(parts, (layer) => layer.definition === definition)).toBe(true);
  });

  it('gives every checked network a seed of its own', () => {
    const checked = examples.filter(({ seed }) => seed !== undefined).sort((a, b) => a.seed! - b.seed!);
    for (const { name, theory } of checked) expect(theory, name).not.toBe('none');
    const networks = ({ network, on }: Example) =>
      (on === 'law' ? 2 : 1) * (network.includes('φ') ? (on === 'law' ? 5 : 3) : 1);
    checked.slice(1).forEach((example, i) => {
      const before = checked[i];
      expect(example.seed, example.name).toBeGreaterThanOrEqual(before.seed! + networks(before));
    });
  });
});

describe('an example', () => {
  it.each(examples)('$network of $name has the shapes of its graph', ({ network, on }) => {
    const g = new GraphBuilder(SHAPES[on]);
    let x = g.input;
    for (const { layer, input, output } of parseNetwork(network.replaceAll('φ', 'relu')).place(SHAPES[on])) {
      x = layer.definition.graph(g, x, layer.args, { input, init: he, points: 4 });
      expect(x.shape).toEqual(output);
    }
  });
});
