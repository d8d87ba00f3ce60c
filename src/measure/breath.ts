/** Lets Ctrl-C, timers and the like be heard between computations that hold the thread. */
export function breath(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
