/** Where modules of today lay in builds before the folders were rearranged, for comparisons with the past. */
const BEFORE = {
  'studies/phase/run': 'phase/diagram',
  'setup/setup': 'experiment/setup',
  'measure/plan/plan': 'measure/plan',
  'hosts/node/host': 'run/host',
  'measure/tally/estimate': 'measure/estimate',
  'laws/agreement': 'theory/agreement',
  'network/notation/parse': 'network/notation',
  'program/compile': 'network/program',
  'engine/onnx/build': 'onnx/build',
  'engine/session': 'runtime/session',
};

/** Imports a module of a built library by its path of today. */
export function moduleOf(folder, path) {
  return import(`${folder}/${path}.js`).catch((error) => {
    if (error.code !== 'ERR_MODULE_NOT_FOUND' || !BEFORE[path]) throw error;
    return import(`${folder}/${BEFORE[path]}.js`);
  });
}
