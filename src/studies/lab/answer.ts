import { exitCodes } from '../../console/exitCodes.ts';
import type { Answer } from '../../console/study.ts';
import { serveLab } from '../../hosts/node/serveLab.ts';
import type { Flags } from './study.ts';

/** Serves the lab, says where it is, and waits for Ctrl-C. */
export const answer: Answer = async ({ flags }, io) => {
  const { port, host, allowRemote, json }: Flags = flags;
  const ended = new Promise<void>((resolve) => {
    io.onInterrupt(resolve);
  });
  const lab = await serveLab({ port, host, allowRemote });
  for (const note of lab.notes) io.err(`firstguess: ${note}\n`);
  io.out(json ? `${JSON.stringify({ url: lab.url })}\n` : `The lab is at ${lab.url} (Ctrl-C ends it)\n`);
  await ended;
  await lab.close();
  return exitCodes.finished;
};
