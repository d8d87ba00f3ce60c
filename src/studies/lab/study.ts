import type { FlagsOf, Study } from '../../console/study.ts';
import { text, toggle, whole } from '../../setup/option.ts';

const options = {
  'Server:': {
    port: whole(0, { placeholder: 'n', meaning: 'port to listen on (default: 4180, or another where it is taken)' }),
    host: text({ placeholder: 'address', meaning: 'address to listen on (default: 127.0.0.1, this machine alone)' }),
    allowRemote: toggle('let other machines in, by an address with a token'),
  },
} as const;

export type Flags = FlagsOf<typeof options>;

/** `firstguess lab`: the lab in a browser, until Ctrl-C. */
export const study: Study = {
  name: 'lab',
  summary: 'build networks and watch their guesses in the browser',
  description: `Serves the lab: a page to build a network on, to see what theory expects of its guesses, and to draw networks while you look.
Nothing leaves this machine: the page loads nothing from elsewhere, and only this machine can open it.`,
  options,
  examples: [
    ['on this machine', 'firstguess lab'],
    ['for another machine that you trust', 'firstguess lab --host 0.0.0.0 --allow-remote'],
  ],
  answer: async () => (await import('./answer.ts')).answer,
};
