import { answering } from '../../console/answering.ts';
import { dataFrom, networkFrom, setupOptions } from '../../console/input.ts';
import type { Given } from '../../console/study.ts';
import { nodes } from './run.ts';
import { type Flags, study } from './study.ts';
import { renderNodes } from './text.ts';

export const answer = answering(study, {
  async plan({ flags }: Given<Flags>) {
    const { inits, readouts } = flags;
    const network = networkFrom(flags.network, 'nodes');
    return { network, data: await dataFrom(flags), options: { ...setupOptions(flags), inits, readouts } };
  },
  async run({ network, data, options }, { signal, within, say }) {
    try {
      return await nodes(network, data, {
        ...options,
        signal,
        onProgress: ({ done, total }) => {
          within('');
          say(`${done} of ${total} initialisations`);
        },
      });
    } catch (error) {
      // Of part of the draws nothing is kept.
      if (!signal.aborted) throw error;
      return undefined;
    }
  },
  nothing: 'interrupted before all initialisations were drawn, of which nothing is kept',
  text: renderNodes,
});
