import { describe, expect, it } from 'vitest';
import { planMeasurement } from '../../measure/plan/plan.ts';
import { affordableWorkers } from './memory.ts';

const GB = 2 ** 30;
const assignmentOf = (network: string, points: number) =>
  planMeasurement(network, 'gaussian(dim=1000)', { points, sampler: 'weights' }).assignment;

describe('workers', () => {
  it('are as many as asked for where they fit', () => {
    expect(affordableWorkers(assignmentOf('dense(100), relu, dense(2)', 100), 8, GB)).toBe(8);
  });

  it('are fewer where memory is short', () => {
    // 8000 × 8000 weights of 4 bytes are a quarter of a gigabyte.
    const workers = affordableWorkers(assignmentOf('2*(dense(8000), relu), dense(2)', 100), 8, GB);
    expect(workers).toBeGreaterThanOrEqual(1);
    expect(workers).toBeLessThan(4);
  });

  it('are refused with the memory that one needs', () => {
    const large = assignmentOf('3*(dense(30000), relu), dense(10)', 100);
    expect(() => affordableWorkers(large, 1, 64 * GB)).toThrow(/needs \d\.\d GB of memory, and a worker has 4\.0 GB/);
    const medium = assignmentOf('2*(dense(8000), relu), dense(2)', 100);
    expect(() => affordableWorkers(medium, 1, GB / 8)).toThrow(/this machine has 0\.13 GB/);
  });
});
