import { plain } from '../../results/format.ts';
import { capital, listed } from '../../results/words.ts';
import type { PhaseDiagram, PhasePoint } from './schema.ts';

/** What a phase diagram shows, in a few sentences: the network as it is written first, then how the phases share it. */
export function phaseSummary(diagram: Omit<PhaseDiagram, 'summary'>): string {
  const { here, gamma } = diagram;
  const cells = gamma.flat().filter((value) => value !== null);
  const neutral = cells.filter((value) => value < 1).length / cells.length;
  const shares =
    neutral === 0
      ? 'The network is prejudiced everywhere on the diagram.'
      : neutral === 1
        ? 'The network is neutral everywhere on the diagram.'
        : `The network is neutral on ${plain(100 * neutral, 2)} % of the diagram and prejudiced on the rest.`;
  return [...(here ? [pointSentence(here)] : []), shares, ...deepSentence(diagram)].join(' ');
}

/** "At sigmaW2 = 1.5 and sigmaB2 = 0.05 the network is prejudiced (gamma 3.1); …". */
export function pointSentence(point: PhasePoint): string {
  const { at, phase, gamma, limit, edge } = point;
  const place = listed(Object.entries(at).map(([name, value]) => `${name} = ${plain(value)}`));
  const deep = limit?.phase
    ? `; at infinite depth its block is ${deepName(limit.phase)} (chi1 ${plain(limit.chi1)})`
    : '';
  const nearest =
    edge.length > 0
      ? `; the edge of chaos is at ${edge.map(({ parameter, value }) => `${parameter} = ${plain(value)}`).join(' or ')}`
      : '';
  const start = place ? `At ${place} the network` : 'As it is written the network';
  return `${start} is ${phase} (gamma ${plain(gamma)})${deep}${nearest}.`;
}

/** "chaotic" as in "chaotic deep prejudice", others as they are. */
function deepName(phase: NonNullable<NonNullable<PhasePoint['limit']>['phase']>): string {
  return phase === 'neutral' || phase === 'prejudiced' ? phase : `in ${phase} deep prejudice`;
}

function deepSentence({ limit, block }: Omit<PhaseDiagram, 'summary'>): string[] {
  if (!limit) return [];
  const phases = limit.phase.flat().filter((phase) => phase !== null);
  const kinds = (['persistent', 'transient', 'chaotic', 'prejudiced', 'neutral'] as const).flatMap((phase) => {
    const share = phases.filter((other) => other === phase).length / phases.length;
    return share > 0 ? [`${deepName(phase)} on ${plain(100 * share, 2)} %`] : [];
  });
  return kinds.length === 0 ? [] : [`${capital(`at infinite depth, ${block} is ${listed(kinds)} of the diagram`)}.`];
}
