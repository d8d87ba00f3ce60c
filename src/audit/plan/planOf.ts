import type { Model } from '../../engine/onnx/read/model.ts';
import { attentionParts } from '../graph/attention.ts';
import { type ConstantUse, constantUses } from '../graph/constantUses.ts';
import { learnedValues } from '../graph/learned.ts';
import { ModelGraph } from '../graph/modelGraph.ts';
import { withTakenBranches } from '../rewrite/takenBranches.ts';
import type { Runtime } from '../runtime.ts';
import type { AuditPlan, PlanOptions } from './auditPlan.ts';
import { candidatesOf } from './candidates.ts';
import { chooseParameters } from './chooseParameters.ts';
import { evaluateConstants } from './evaluateConstants.ts';
import { fixedFilters } from './fixedFilters.ts';
import { noteOnFoldedNorms, withFoldedNorms } from './foldedNorms.ts';
import { headOf } from './head.ts';
import { inputsOf, noteOnFilled } from './inputs.ts';
import { nameCandidates } from './names/nameCandidates.ts';
import { noWeights, refuseObstacles } from './noWeights.ts';
import { isOfInterest } from './roles/index.ts';
import { notesOnTies } from './ties.ts';
import { withTies } from './withTies.ts';

/**
 * Says of a model which stored tensors are parameters, what they are to the network and which are kept, what its inputs take
 * and where its scores are. Nothing of it is run but what the file computes of its constants alone.
 *
 * @param runtime where that is computed
 * @throws UserError `bad-model` for a model without weights that can be drawn, `bad-argument` for names that it does not have
 */
export async function planOf(read: Model, options: PlanOptions, runtime: Runtime): Promise<AuditPlan> {
  const model = await withTakenBranches(read, options.given ?? new Map(), runtime);
  refuseObstacles(model);
  const graph = new ModelGraph(model);
  const head = headOf(graph, options.output);
  const uses = constantUses(graph).filter((use) => isOfInterest(use, model.constants.get(use.value)));
  const tensors = await evaluateConstants(
    graph,
    uses.map(({ value }) => value),
    runtime,
  );
  const filters = fixedFilters(graph, uses, tensors);
  const learned = learnedValues(graph, new Set(filters.keys()));
  const around = { graph, tensors, attention: attentionParts(graph), learned };
  const candidates = candidatesOf(uses, filters, around);
  const named = nameCandidates(graph, candidates);
  const { untied, kept } = chooseParameters(candidates, named, options);
  if (untied.length === 0) throw noWeights(model);
  const parameters = withTies(untied, options.tie ?? []);
  const folded = withFoldedNorms(graph, candidates).map((candidate) => named[candidates.indexOf(candidate)].layer);
  const inputs = inputsOf(graph, learned, options.given);
  const notes = [...notesOnTies(parameters), ...noteOnFoldedNorms(folded), ...noteOnSubgraphs(uses)];
  return { model, inputs, parameters, kept, head, notes: [...notes, ...noteOnFilled(inputs)] };
}

function noteOnSubgraphs(uses: readonly ConstantUse[]): string[] {
  const ops = [...new Set(uses.flatMap(({ inside }) => inside ?? []))];
  if (ops.length === 0) return [];
  return [`what is inside of ${ops.join(' and ')} is not drawn: the result is incomplete`];
}
