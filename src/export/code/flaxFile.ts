import { writeAll } from '../layers/writeAll.ts';
import type { Unfolded } from '../words.ts';
import { channelsLast, notRun } from './channelsLast.ts';
import { FlaxWriter } from './flax.ts';
import { head, type Origin } from './origin.ts';
import { indented } from './statements.ts';

/** A network as the source of a compact module of Flax (Linen). */
export function flaxFile(layers: readonly Unfolded[], origin: Origin): string {
  const w = new FlaxWriter();
  writeAll(w, layers);
  const { names, lines } = w.shared('weights', '');
  const { batchNorm, dropout } = origin.modes;
  const flags = [
    batchNorm && `batch_statistics=${batchNorm === 'train' ? 'True' : 'False'}`,
    dropout && `dropout=${dropout === 'train' ? 'True' : 'False'}`,
  ].filter((flag) => flag !== undefined);
  const signature = ['self', 'x', ...flags].join(', ');
  const call = `@nn.compact\ndef __call__(${signature}):\n${indented([...lines, `return ${w.now}`], '    ')}`;
  const network = `class Network(nn.Module):\n${indented([call], '    ')}`;
  const constants = [...names].map(([name, made]) => `${name} = ${made}`).join('\n');
  const code = [...w.helpers.values(), constants, network].filter((part) => part !== '').join('\n\n\n');
  const example = `jnp.zeros((2, ${channelsLast(origin.shape).join(', ')}))`;
  const use = [
    'network = Network()',
    `variables = network.init(jax.random.key(${origin.seed}), ${example})`,
    batchNorm === 'train'
      ? 'outputs, _ = network.apply(variables, points, mutable=["batch_stats"])'
      : 'outputs = network.apply(variables, points)',
  ];
  if (dropout === 'train') use.splice(1, 2, ...withDropout(use, origin.seed));
  const remarks = [
    notRun('Flax (Linen)'),
    origin.shape.length === 3 ? 'Images are (height, width, channels).' : undefined,
  ];
  return `${head(origin, remarks, use)}\n\nimport jax\nimport jax.numpy as jnp\nfrom flax import linen as nn\n\n\n${code}\n`;
}

/** The same calls with keys for the masks. */
function withDropout([, init, apply]: readonly string[], seed: number): string[] {
  const keys = `{"params": jax.random.key(${seed}), "dropout": jax.random.key(${seed + 1})}`;
  return [
    `keys = ${keys}`,
    init!.replace(`jax.random.key(${seed})`, 'keys'),
    apply!.replace(/\)$/, ', rngs={"dropout": keys["dropout"]})'),
  ];
}
