import { availableParallelism } from 'node:os';
import { evaluateEach } from '../../../audit/evaluate.ts';
import type { AuditAssignment } from '../../../audit/run/auditAssignment.ts';
import { AuditDrawer } from '../../../audit/run/auditDrawer.ts';
import type { RunLimits, Runtime } from '../../../audit/runtime.ts';
import type { Executor, TaskResult } from '../../../measure/draw/executor.ts';
import { hasModelProcess, ModelProcess } from './modelProcess.ts';

/** What the runs of a model to look at it may take, unless the model itself is large: more than any small one needs. */
const USUAL: RunLimits = { megabytes: 1024, seconds: 30 };

/** Looks at models in a process of their own, which is started with the first. */
export class ProcessRuntime implements Runtime {
  private readonly process = new ModelProcess();

  evaluate: Runtime['evaluate'] = async (model, feeds, outputs, limits) => {
    return (await this.evaluateEach(model, [feeds], outputs, limits))[0];
  };

  evaluateEach: Runtime['evaluateEach'] = async (model, runs, outputs, limits = USUAL) => {
    if (!hasModelProcess) return evaluateEach(model, runs, outputs);
    const answer = await this.process.ask({ kind: 'evaluate', model, runs, outputs }, limits);
    return answer as Awaited<ReturnType<Runtime['evaluateEach']>>;
  };

  close(): Promise<void> {
    return this.process.close();
  }
}

/** Draws a model in processes of their own, one a core unless said otherwise. */
export function auditExecutor(
  assignment: AuditAssignment,
  limits: RunLimits,
  asked = availableParallelism(),
): Executor {
  return hasModelProcess ? processExecutor(assignment, limits, asked) : inlineExecutor(assignment);
}

function processExecutor(assignment: AuditAssignment, limits: RunLimits, workers: number): Executor {
  const idle = Array.from({ length: workers }, () => ({ process: new ModelProcess(), isOpen: false }));
  const all = [...idle];
  return {
    workers,
    async run(task) {
      const worker = idle.pop()!;
      try {
        if (!worker.isOpen) await worker.process.ask({ kind: 'open', assignment }, limits);
        worker.isOpen = true;
        return (await worker.process.ask({ kind: 'draw', task }, limits)) as TaskResult;
      } finally {
        idle.push(worker);
      }
    },
    close: async () => {
      await Promise.all(all.map(({ process }) => process.close()));
    },
  };
}

/** In this process: for tests, which run from the sources. */
function inlineExecutor(assignment: AuditAssignment): Executor {
  const drawer = AuditDrawer.open(assignment);
  return {
    workers: 1,
    async run({ from, to, tracedBelow }) {
      const draws: TaskResult['draws'] = [];
      for (let i = from; i < to; i++) draws.push(await (await drawer).draw(i, i < tracedBelow));
      return { draws, engine: (await drawer).engine };
    },
    close: async () => (await drawer).close(),
  };
}
