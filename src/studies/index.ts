import type { Study } from '../console/study.ts';
import { study as advise } from './advise/study.ts';
import { study as audit } from './audit/study.ts';
import { study as check } from './check/study.ts';
import { study as compare } from './compare/study.ts';
import { study as data } from './data/study.ts';
import { study as explain } from './explain/study.ts';
import { study as exportNetwork } from './export/study.ts';
import { study as measure } from './measure/study.ts';
import { study as neutralise } from './neutralise/study.ts';
import { study as nodes } from './nodes/study.ts';
import { study as phase } from './phase/study.ts';
import { study as predict } from './predict/study.ts';
import { study as preprocess } from './preprocess/study.ts';
import { study as reproduce } from './reproduce/study.ts';
import { study as score } from './score/study.ts';

/** Every question there is, in the order of help. Commands, completion and the names of result files follow from it. */
export const studies = [
  predict,
  measure,
  compare,
  explain,
  advise,
  audit,
  neutralise,
  check,
  score,
  preprocess,
  phase,
  nodes,
  exportNetwork,
  reproduce,
  data,
] as readonly Study[];
