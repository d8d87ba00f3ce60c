import type { ModelProto } from '../proto.ts';
import { badFile, quoted } from './problems.ts';

/** Before, batch normalisation and dropout of training were other operators. */
const OLDEST_OPSET = 7;
/** Of ONNX 1.20. */
const NEWEST_OPSET = 25;
/** The first that states versions of operators. */
const OLDEST_IR = 3;
const NEWEST_IR = 13;

/**
 * The versions of the operators by domain.
 * @throws UserError `bad-model` for versions that are missing, too old or too new
 */
export function checkedOpsets({ irVersion, opsetImport }: ModelProto, file: string): ReadonlyMap<string, number> {
  const opsets = new Map(
    opsetImport.map(({ domain, version }) => [domain === 'ai.onnx' ? '' : domain, Number(version)]),
  );
  const opset = opsets.get('');
  if (irVersion < OLDEST_IR || irVersion > NEWEST_IR) {
    throw badFile(
      file,
      `states the version ${irVersion} of the format, but ${OLDEST_IR} to ${NEWEST_IR} are known`,
      CONVERT,
    );
  }
  if (opset === undefined && opsets.size === 0) throw badFile(file, 'states no version of its operators', CONVERT);
  for (const [domain, version] of opsets) {
    if (version < 1) throw badFile(file, `states the impossible version ${version} of ${quoted(domain)}`, CONVERT);
  }
  if (opset !== undefined && (opset < OLDEST_OPSET || opset > NEWEST_OPSET)) {
    throw badFile(file, `uses opset ${opset}, but ${OLDEST_OPSET} to ${NEWEST_OPSET} are read`, CONVERT);
  }
  return opsets;
}

const CONVERT = 'export it with opset 17, or convert it with onnx.version_converter';
