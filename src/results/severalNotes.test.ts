import { expect, it } from 'vitest';
import { severalNotes } from './severalNotes.ts';

it('notes of several results are said once, with the names of those they are of', () => {
  const results = [
    { name: '1', notes: ['few points', 'all equal', 'all equal'] },
    { name: '2', notes: ['few points'] },
    { name: '3', notes: ['few points', 'ties', 'all equal'] },
  ];
  expect(severalNotes(results, 'network', 'networks')).toEqual([
    'few points',
    'networks 1 and 3: all equal',
    'network 3: ties',
  ]);
  expect(severalNotes([], 'network', 'networks')).toEqual([]);
});
