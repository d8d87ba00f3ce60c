import { UserError } from '../../errors.ts';
import { sizeOf } from '../../graph/graph.ts';
import { isCentreOnly, type Scales, scales } from '../../network/init.ts';
import { parseScheme } from '../../network/schemes/index.ts';
import type { Fans, WeightKind } from '../../network/schemes/scheme.ts';
import type { Parameter, ParameterFans } from '../plan/auditPlan.ts';
import { isBranchEnd } from './branchEnds.ts';

/**
 * Variances of the weights of a layer and of its biases, by its kind and its fans as the framework of the scheme counts them.
 *
 * @param parameter the weights or the biases
 * @returns undefined where the fans are not known
 * @throws UserError `bad-argument` for kernels that no law of entries describes
 */
export function layerScales(parameter: Parameter, scheme: string): Scales | undefined {
  const { fans } = parameter;
  if (!fans) return undefined;
  if (parameter.kind === 'conv') checkWindow(parameter, scheme);
  return scales({ scheme }, { kind: weightKind(parameter, scheme), ...countedFans(parameter, fans, scheme) }, {});
}

function weightKind(parameter: Parameter, scheme: string): WeightKind {
  if (parseScheme(scheme).scheme.branchEnd && isBranchEnd(parameter)) return 'branchEnd';
  switch (parameter.kind) {
    case 'conv':
    case 'attention':
    case 'attentionOutput':
      return parameter.kind;
    case 'convTranspose':
      return 'conv';
    default:
      return 'dense';
  }
}

function countedFans(parameter: Parameter, fans: ParameterFans, scheme: string): Fans {
  if (parameter.kind === 'convTranspose') return transposedFans(parameter, fans, scheme);
  const isProjection = parameter.kind === 'attention' && parseScheme(scheme).scheme.attention;
  return isProjection ? { ...fans, units: projectionUnits(fans) } : fans;
}

/** By the kernel [inputs, outputs/groups, …window], of which a bias knows PyTorch's fan-in. */
function transposedFans({ role, dims }: Parameter, fans: ParameterFans, scheme: string): Fans {
  const { transposedFans: count } = parseScheme(scheme).scheme;
  if (!count) return fans;
  if (role === 'bias') return { ...fans, fanIn: fans.torchFanIn ?? fans.fanIn };
  const [inputs, outputs, ...window] = dims;
  return count({ inputs, outputs, window: sizeOf(window) });
}

/** Rows of one of queries, keys and values: two or three of them may be packed into one matrix of as many times its inputs. */
function projectionUnits({ fanIn, units }: Fans): number {
  return units === 2 * fanIn || units === 3 * fanIn ? fanIn : units;
}

/** @throws UserError for kernels that are 0 but for their centre, which no law of entries describes */
function checkWindow({ name, dims }: Parameter, scheme: string): void {
  if (!isCentreOnly({ scheme }) || sizeOf(dims.slice(2)) === 1) return;
  const message = `${scheme} leaves kernels 0 but for their centre, which is not drawn for models: ${name} has ${dims.join('×')}`;
  throw new UserError('bad-argument', message, [], 'take --init orthogonal, which draws all of the kernel');
}
