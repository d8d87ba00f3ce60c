import { comparisonsOf, inWords, type Observed } from '../../../claims/comparisons.ts';
import type { Kind } from '../../../claims/kind.ts';
import { located, placeOf } from '../../../claims/located.ts';
import { plannedRunsOf } from '../../../claims/plannedRuns.ts';
import { nodes as nodesOf } from '../run.ts';
import type { NodeLayer } from '../schema.ts';
import { checkNodes } from './checks.ts';
import type { NodesClaim } from './resultSchema.ts';
import { type NodeQuantity, type NodesFile, nodesFileSchema } from './schema.ts';

/** The nodes of every run are looked at, at the output and at the last dense layer before it. */
export const nodes: Kind<NodesFile, NodesClaim> = {
  name: 'nodes',
  file: nodesFileSchema,
  check: checkNodes,
  async run({ name, file }, _host, load, { effort, signal, onStep }) {
    const settings = plannedRunsOf(file, effort);
    const results: NodesClaim['results'] = [];
    for (const [index, { label, network, data, options }] of settings.entries()) {
      onStep?.({ what: 'network', done: index, total: settings.length });
      try {
        results.push({ label, nodes: await nodesOf(network, await load(data), { ...options, signal }) });
      } catch (error) {
        if (signal?.aborted) return undefined;
        throw located(placeOf(name, label), error);
      }
    }
    const observed = results.flatMap(({ label, nodes: { layers } }) => layers.map((layer) => observedOf(label, layer)));
    return {
      checks: file.expect.map((check) => ({ text: inWords(check), comparisons: comparisonsOf(check, observed) })),
      found: { kind: 'nodes', shown: file.show, results },
    };
  },
};

function observedOf(
  label: string,
  { isOutput, shift, within, ratio, lasting, pair }: NodeLayer,
): Observed<NodeQuantity> {
  const { pooled, ifSymmetric, oneDraw } = pair;
  const excess = { mean: pooled - ifSymmetric.mean, standardError: ifSymmetric.deviation };
  return {
    label,
    value: isOutput ? 'output' : 'hidden',
    quantities: {
      shift,
      within,
      ratio,
      lasting: { ...lasting, theory: null },
      distance: { ...oneDraw, theory: null },
      pooledDistance: { ...excess, theory: null },
    },
  };
}
