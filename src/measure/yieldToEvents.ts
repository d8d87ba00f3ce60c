/** Lets the event loop run signals, timers and messages between computations that hold the thread. */
export function yieldToEvents(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
