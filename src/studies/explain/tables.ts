import { numeric } from '../../present/html/page.ts';
import type { DataTable } from '../../present/tables/dataTable.ts';
import { theoryBeside } from '../../present/text/quantities.ts';
import { fixed } from '../../results/format.ts';
import { alternativeRows } from './alternativesText.ts';
import { directionRows } from './dataDirectionsText.ts';
import { changeText, roundedGamma, roundedLn, roundedWorth } from './numbers.ts';
import type { Alternatives, DataDirections, Explanation } from './schema.ts';

/** What each layer does to the bias. */
export function layerTable({ layers }: Explanation): DataTable {
  return {
    caption: 'What each layer does to the bias',
    columns: [
      { title: 'no.', narrow: true },
      { title: 'layer' },
      ...numeric('γ measured', 'theory', 'change', 'agreement', 'worth', 'worth in ln γ'),
    ],
    rows: layers.map((layer, index) => {
      const measured = roundedGamma(layer.gamma);
      const { worth } = layer;
      return [
        String(index + 1),
        layer.layer,
        measured,
        theoryBeside(layer.theory, layer.theoryError, measured),
        changeText(layer),
        layer.agreement === null ? '–' : fixed(layer.agreement.mean, 3),
        worth === null ? '' : roundedWorth(worth),
        worth === null ? '' : roundedLn(worth.lnGamma),
      ];
    }),
  };
}

/** The whole network, changed in one way each. */
export function alternativeTable(alternatives: Alternatives): DataTable {
  return {
    caption: 'The bias of the whole network with one change',
    columns: [{ title: 'network' }, ...numeric('γ', 'change of ln γ', 'agreement', 'favourite %')],
    rows: alternativeRows(alternatives).map(({ name, gamma, lnGamma, agreement, favourite }) => [
      name,
      gamma,
      lnGamma,
      agreement,
      favourite,
    ]),
  };
}

/** What is left of the bias without a direction of the data. */
export function directionTable(data: DataDirections): DataTable {
  return {
    caption: 'The bias without a direction of the data',
    columns: [
      { title: 'data' },
      ...numeric('γ of the data', 'γ of the network', 'share of γ', 'agreement', 'its share'),
    ],
    rows: directionRows(data).map(({ name, dataGamma, gamma, gammaShare, agreement, agreementShare }) => [
      name,
      dataGamma,
      gamma,
      gammaShare,
      agreement,
      agreementShare,
    ]),
  };
}

/** All of them that there are. */
export function explanationTables(explanation: Explanation): Readonly<Record<string, DataTable | undefined>> {
  const { alternatives, data } = explanation;
  return {
    layers: layerTable(explanation),
    alternatives: alternatives ? alternativeTable(alternatives) : undefined,
    directions: data ? directionTable(data) : undefined,
  };
}
