/** What every command ends with. */
export const exitCodes = {
  finished: 0,
  checkFailed: 1,
  badInput: 2,
  internalError: 3,
  /** Stopped by Ctrl-C or SIGTERM; what was done until then is printed and kept. */
  interrupted: 130,
} as const;
