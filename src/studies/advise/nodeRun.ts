import { type AuditOptions, planAudit } from '../../audit/prepareAudit.ts';
import type { Data } from '../../data/dataset.ts';
import { loaded } from '../../data/sources/files/load.ts';
import { nodeHost } from '../../hosts/node/host.ts';
import { ProcessRuntime } from '../../hosts/node/models/auditHost.ts';
import { measureOptionNames } from '../../measure/plan/options.ts';
import type { MeasureOptions } from '../../measure/plan/plan.ts';
import type { Network } from '../../network/network.ts';
import { checkOptions } from '../../notation/checkOptions.ts';
import { type AuditCall, auditedFile, auditHost, initFrom } from '../audit/nodeRun.ts';
import type { FitOptions } from '../neutralise/fitOptions.ts';
import { type AdviseOptions, adviseOn } from './advise.ts';
import { modelSubject } from './modelSubject.ts';
import { networkSubject, planAdvice } from './networkSubject.ts';
import type { Advice } from './schema.ts';
import { options as flags } from './study.ts';

/** Options of `advise`: of networks those of `measure`, of models those of `audit` that have to do with the model. */
export type AdviseCall = MeasureOptions &
  AdviseOptions &
  Pick<FitOptions, 'priors'> &
  Pick<AuditCall, keyof (typeof flags)['Models (.onnx):']>;

type ModelOptions = Omit<AuditOptions, 'init'> &
  Pick<FitOptions, 'priors'> &
  Pick<MeasureOptions, 'workers' | 'theoryTime'> & { readonly init?: string };

const modelOptions = Object.keys(flags['Models (.onnx):']);

/**
 * What to change about the first guess of a network, or of a model: applies every remedy, measures each on the same
 * initialisations, and ranks them.
 *
 * There are 48 initialisations by default, and fewer points than usual where there are many. The same seed gives the same
 * numbers whatever the number of workers.
 *
 * @param subject a network or its notation, or the path of an ONNX file, which ends in ".onnx"
 * @param data data or their notation, read from files where they lie in some
 * @throws UserError for any fault in network, model, data or options
 */
export async function advise(
  subject: Network | string,
  data: Data | string,
  options: AdviseCall = {},
): Promise<Advice> {
  checkOptions('advise', options, [
    ...measureOptionNames,
    ...modelOptions,
    'goal',
    'initSearch',
    'priors',
    'maxTime',
    'onTrial',
  ]);
  const { goal, initSearch, priors, maxTime, onTrial, signal, onProgress, theory, ...others } = options;
  const asked = { goal, initSearch, maxTime, onTrial, signal, onProgress, theory };
  const points = await loaded(data);
  if (isModel(subject)) return adviseOnModel(subject, points, { ...others, priors } as ModelOptions, asked);
  const host = await nodeHost(options.device);
  const network = networkSubject(planAdvice(subject, points, others), points, { ...others, priors }, host);
  return adviseOn(network, host.theorist, asked);
}

export function isModel(subject: Network | string): subject is string {
  return typeof subject === 'string' && /\.onnx$/i.test(subject);
}

async function adviseOnModel(path: string, data: Data, options: ModelOptions, asked: AdviseOptions): Promise<Advice> {
  const runtime = new ProcessRuntime();
  try {
    const planned = await planAudit(auditedFile(path), { ...options, init: initFrom(options.init) }, runtime);
    const host = await auditHost(runtime);
    const subject = await modelSubject(planned, data, { ...options, init: undefined }, host);
    return await adviseOn(subject, host.theorist, asked);
  } finally {
    await runtime.close();
  }
}
