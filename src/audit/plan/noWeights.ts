import { type Model, subgraphsOf } from '../../engine/onnx/read/model.ts';
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
  // Its weights may be inside of these.
  const [owner, ...others] = model.nodes.filter((node) => subgraphsOf(node).length > 0);
  if (owner) {
    const message = `${model.file} has no weights to draw outside of ${owner.op}, and inside none are drawn`;
    const number = model.inputs.find(({ name, dims }) => name !== model.inputs[0].name && dims?.length === 0);
    const given = number ? `; or say which case: --input ${number.name}=n` : '';
    const remedy = `export it without: for one case of If, with loops unrolled${given}`;
    return new UserError('bad-model', message, [owner, ...others].slice(0, MOST_NAMED).map(titleOf), remedy);
  }
  const end = `it ends in ${titleOf(model.nodes.at(-1)!)}`;
  const remedy = 'give a model with a network, of which not all is kept';
  return new UserError('bad-model', `${model.file} has no weights to draw`, [end], remedy);
}
