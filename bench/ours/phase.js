/** Seconds of a phase diagram, the better of two, as a warm process has it. */
export default async function phaseOf({ network, data, x, y }, library) {
  const { phaseDiagram } = await library('studies/phase/run');
  const seconds = [1, 2].map(() => {
    const began = performance.now();
    phaseDiagram(network, data, { x, y });
    return (performance.now() - began) / 1000;
  });
  return { seconds: Math.min(...seconds) };
}
