import type { ModelNode } from '../../../engine/onnx/read/model.ts';
import type { ModelGraph } from '../../graph/modelGraph.ts';
import type { Role } from '../auditPlan.ts';
import type { Candidate } from '../candidates.ts';
import { authorName, scopeOf } from './authorName.ts';

/** The last part of a name by role, in the words of PyTorch. */
const WORDS: Readonly<Record<Role, string>> = {
  weight: 'weight',
  bias: 'bias',
  normScale: 'weight',
  normShift: 'bias',
  runningMean: 'running_mean',
  runningVariance: 'running_var',
  embedding: 'weight',
  position: 'position',
  token: 'token',
  recurrentInput: 'weight_ih',
  recurrentWeight: 'weight_hh',
  recurrentBias: 'bias',
  slope: 'weight',
  scale: 'scale',
  shift: 'shift',
};

export interface Named {
  readonly name: string;
  readonly layer: string;
}

/**
 * Names of stored tensors as the author knows them; those without are called after a tensor beside, "fc.bias" for the weight
 * of its layer; after the module of their node; or else after their operator.
 */
export function nameCandidates(graph: ModelGraph, candidates: readonly Candidate[]): Named[] {
  const naming = new Naming(graph, candidates);
  return candidates.map((candidate) => naming.next(candidate));
}

class Naming {
  private readonly given: ReadonlyMap<Candidate, string | undefined>;
  private readonly mates: ReadonlyMap<ModelNode, readonly Candidate[]>;
  private readonly taken = new Set<string>();
  private readonly ordinals = new Map<string, ModelNode[]>();

  constructor(
    private readonly graph: ModelGraph,
    candidates: readonly Candidate[],
  ) {
    this.given = new Map(candidates.map((candidate) => [candidate, this.givenName(candidate)]));
    const mates = new Map<ModelNode, Candidate[]>();
    for (const candidate of candidates) {
      const owner = ownerOf(candidate);
      mates.set(owner, [...(mates.get(owner) ?? []), candidate]);
    }
    this.mates = mates;
  }

  next(candidate: Candidate): Named {
    const given = this.given.get(candidate);
    // What is stored once for several layers has the name of one of them.
    const isFree = given !== undefined && !this.taken.has(given);
    const name = this.unique(isFree ? given : this.madeName(candidate));
    return { name, layer: layerOf(name) ?? this.layerWithoutParts(candidate, name) };
  }

  /** Where names have no parts, a layer is called after its first tensor. */
  private layerWithoutParts(candidate: Candidate, name: string): string {
    const its = this.nameOfFirst(candidate) ?? name;
    return layerOf(its) ?? its;
  }

  private nameOfFirst(candidate: Candidate): string | undefined {
    const [first] = this.mates.get(ownerOf(candidate))!;
    return first === candidate ? undefined : this.given.get(first);
  }

  private givenName({ value, ruling }: Candidate): string | undefined {
    const given = authorName(this.graph, value);
    if (!given) return undefined;
    return given.isLayer && typeof ruling !== 'string' ? `${given.name}.${WORDS[ruling.role]}` : given.name;
  }

  private madeName(candidate: Candidate): string {
    const { ruling } = candidate;
    if (typeof ruling === 'string') return candidate.value;
    const word = WORDS[ruling.role];
    return this.nameBeside(candidate, word) ?? this.nameOfLayer(candidate, ruling.owner, word);
  }

  /** "in_proj_weight" beside "in_proj_bias". */
  private nameBeside(candidate: Candidate, word: string): string | undefined {
    for (const mate of this.mates.get(ownerOf(candidate)) ?? []) {
      const name = this.given.get(mate);
      if (name === undefined || typeof mate.ruling === 'string') continue;
      const itsWord = WORDS[mate.ruling.role];
      const begin = name.lastIndexOf(itsWord);
      if (itsWord !== word && begin > 0) return name.slice(0, begin) + word + name.slice(begin + itsWord.length);
    }
    return undefined;
  }

  private nameOfLayer(candidate: Candidate, owner: ModelNode, word: string): string {
    const scope = scopeOf(owner.name) ?? this.nameOfFirst(candidate);
    if (scope === undefined) return `${owner.op.toLowerCase()}${this.ordinal(owner.op, owner) + 1}.${word}`;
    if (!/^(LSTM|GRU|RNN)$/.test(owner.op)) return `${scope}.${word}`;
    return `${scope}.${word}_l${this.ordinal(`${scope}/${owner.op}`, owner)}`;
  }

  /** How many nodes of a kind come before. */
  private ordinal(kind: string, node: ModelNode): number {
    const nodes = this.ordinals.get(kind) ?? [];
    this.ordinals.set(kind, nodes);
    if (!nodes.includes(node)) nodes.push(node);
    return nodes.indexOf(node);
  }

  /** "qkv_2.weight" where there is a "qkv.weight". */
  private unique(name: string): string {
    const layer = layerOf(name);
    const numbered = (count: number) =>
      layer === undefined ? `${name}_${count}` : `${layer}_${count}${name.slice(layer.length)}`;
    let free = name;
    for (let count = 2; this.taken.has(free); count++) free = numbered(count);
    this.taken.add(free);
    return free;
  }
}

function ownerOf({ ruling, uses }: Candidate): ModelNode {
  return typeof ruling === 'string' ? uses[0].meets.node : ruling.owner;
}

/** "layer1.0.conv1" of "layer1.0.conv1.weight", "conv1" of Caffe2's "conv1_w_0"; undefined for a name without parts. */
function layerOf(name: string): string | undefined {
  const caffe = /^([^.]+)_(w|b|scale|bias|mean|var|rm|riv|s)_\d+$/.exec(name);
  if (caffe) return caffe[1];
  const end = Math.max(name.lastIndexOf('.'), name.lastIndexOf('/'));
  return end > 0 ? name.slice(0, end) : undefined;
}
