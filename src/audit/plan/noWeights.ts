import { allNodes, type Model } from '../../engine/onnx/read/model.ts';
import { obstacleOf } from '../../engine/onnx/read/obstacle.ts';
import { titleOf } from '../../engine/onnx/read/problems.ts';
import { UserError } from '../../errors.ts';

/** As many nodes as a message names. */
const MOST_NAMED = 5;

/** @throws UserError `bad-model` for a model whose weights cannot be drawn anew, naming what stands against it */
export function refuseObstacles(model: Model): void {
  const obstacle = obstacleOf(model);
  if (!obstacle) return;
  const nodes = obstacle.nodes.slice(0, MOST_NAMED).map(titleOf);
  throw new UserError('bad-model', obstacle.sentence, nodes, obstacle.remedy);
}

/** A model of which nothing would be drawn. */
export function noWeights(model: Model): UserError {
  const last = allNodes(model).at(-1)!;
  const message = `${model.file} has no weights to draw`;
  const remedy = 'give a model that holds its weights, as constants or in a file beside; --redraw draws what is kept';
  return new UserError('bad-model', message, [`it ends in ${titleOf(last)}`], remedy);
}
