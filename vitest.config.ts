import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const patient = { testTimeout: 600_000, hookTimeout: 120_000 };
// Workers draw on all cores, so whatever measures for long runs one file at a time.
const alone = { ...patient, fileParallelism: false };

// Property tests take the same random cases in every run.
const setupFiles = ['./vitest.setup.ts'];

export default defineConfig({
  test: {
    // The default leaves one core idle, which is half of a machine of two.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      {
        test: {
          name: 'unit',
          setupFiles,
          include: ['src/**/*.test.ts'],
          testTimeout: 60_000,
        },
      },
      { test: { name: 'e2e', include: ['e2e/**/*.test.ts'], exclude: ['e2e/browser/**'], ...patient } },
      { test: { name: 'checks', include: ['checks/**/*.check.ts'], ...alone } },
      { test: { name: 'browser', include: ['e2e/browser/**/*.test.ts'], ...alone } },
    ],
  },
});
