import { answering } from '../../console/answering.ts';
import { setupOptions } from '../../console/input.ts';
import type { Given } from '../../console/study.ts';
import { load } from '../../data/sources/files/load.ts';
import { thumbnailsOf } from '../../present/svg/thumbnails.ts';
import { PICTURE_SIZE } from '../../present/text/pictures.ts';
import { lookAt } from './run.ts';
import { type Flags, study } from './study.ts';
import { renderDataSummary } from './text.ts';

export const answer = answering(study, {
  // Looking is quick, and shows what is wrong with the data before there is a folder.
  plan: async ({ words: [source], flags }: Given<Flags>) => lookAt(await load(source, 'the data'), setupOptions(flags)),
  run: (look) => look,
  json: ({ summary }) => summary,
  text: ({ summary, points }, drawing) => renderDataSummary(summary, thumbnailsOf(points, PICTURE_SIZE), drawing),
  async files({ summary, points }) {
    const { contactSheet, TILE } = await import('./contactSheet.ts');
    const { overlapSpectrum } = await import('./overlapSpectrum.ts');
    const { dataSummaryHtml } = await import('./page.ts');
    const { agreementTable, distributionTable } = await import('./tables.ts');
    const thumbnails = thumbnailsOf(points, TILE);
    return {
      figures: {
        overlaps: summary.tokens ? undefined : overlapSpectrum(summary),
        'contact-sheet': thumbnails ? contactSheet(thumbnails, summary) : undefined,
      },
      // The sizes of token ids mean nothing.
      tables: {
        distributions: summary.tokens ? undefined : distributionTable(summary),
        agreements: summary.theory.agreements.length > 0 ? agreementTable(summary) : undefined,
      },
      pages: { 'data.html': dataSummaryHtml(summary, thumbnails) },
    };
  },
});
