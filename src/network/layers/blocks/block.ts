import { type OptionsOf, type ParameterTable, parameterKind } from '../../../notation/parameters.ts';
import { dropUndefined, type Layer, type LayerDefinition, makeLayer, type Part } from '../../layer.ts';

const layersKind = {
  kind: 'layers',
  example: 'dense(64), relu, dense(64)',
  complaint: (value: unknown) => (Array.isArray(value) && value.length > 0 ? undefined : 'layers'),
  read: (value: unknown, nested: (value: never) => unknown) => (isNested(value) ? nested(value as never) : value),
};

export const layers = parameterKind<readonly Part[]>(layersKind);

/** Layers whose default is in the notation, as presets have it. */
export const layersOrText = parameterKind<readonly Part[] | string>(layersKind);

/** All layers given by position. */
export const branch = parameterKind<readonly Part[]>({ ...layersKind, gathers: true });

/** Branches beside one another: layers, or several in parentheses, which are then repeated once. */
export const branches = parameterKind<readonly Part[]>({
  ...layersKind,
  kind: 'branches',
  example: 'dense(64), (dense(32), relu, dense(64))',
  gathers: true,
  read: (value: unknown, nested: (value: never) => unknown) => {
    const parts = layersKind.read(value, nested);
    return isSeveral(parts) ? [{ kind: 'repeat', times: 1, body: parts }] : parts;
  },
});

function isSeveral(parts: unknown): boolean {
  return Array.isArray(parts) && parts.length > 1;
}

function isNested(value: unknown): boolean {
  return typeof value === 'string' || (typeof value === 'object' && value !== null && 'kind' in value);
}

type BlockOptions<P extends ParameterTable> = OptionsOf<P, 'branch'>;

/** The TypeScript builder of a block: layers, then options, if it has any. */
type BlockBuilder<P extends ParameterTable> = ((
  ...args: readonly (keyof BlockOptions<P> extends never ? Part : Part | BlockOptions<P>)[]
) => Layer) & { readonly definition: LayerDefinition<P> };

/**
 * Turns the definition of a layer that contains a branch of layers into its builder:
 * `residual(dense(64), relu(), dense(64), { alpha: 0.5 })`.
 */
export function block<P extends { branch: ReturnType<typeof branch> } & ParameterTable>(
  definition: LayerDefinition<P>,
): BlockBuilder<P> {
  const build = (...args: readonly object[]): Layer => {
    const options = Object.assign({}, ...args.filter((value) => !isPart(value)));
    const given = args.filter(isPart);
    return makeLayer(definition, dropUndefined({ ...(given.length > 0 && { branch: given }), ...options }));
  };
  return Object.assign(build, { definition });
}

/** Layers and repetitions have a kind; options are plain objects. */
function isPart(value: object): value is Part {
  return 'kind' in value;
}
