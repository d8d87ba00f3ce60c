import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const patient = { testTimeout: 600_000, hookTimeout: 120_000 };
// Workers draw on all cores, so whatever measures for long runs one file at a time.
const alone = { ...patient, fileParallelism: false };
/** The quick checks of CI measure for seconds at a time: side by side they leave no core idle. */
const checks = process.env.FIRSTGUESS_CHECKS === 'quick' ? patient : alone;

/** Files that need a process of their own: one looks at its memory, and the library that differentiates shares globals. */
const apart = ['src/data/formats/fixtures.test.ts', 'src/studies/training/**/*.test.ts'];

// Property tests take the same random cases in every run.
const setupFiles = ['./vitest.setup.ts'];

const unit = { setupFiles, testTimeout: 60_000 };

export default defineConfig({
  test: {
    // The default leaves one core idle, which is half of a machine of two.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      // Modules are loaded once for all files of a process, which saves a third of the time.
      { test: { name: 'unit', include: ['src/**/*.test.ts'], exclude: apart, isolate: false, ...unit } },
      { test: { name: 'unit, apart', include: apart, ...unit } },
      { test: { name: 'e2e', include: ['e2e/**/*.test.ts'], exclude: ['e2e/browser/**'], ...patient } },
      { test: { name: 'checks', include: ['checks/**/*.check.ts'], ...checks } },
      { test: { name: 'browser', include: ['e2e/browser/**/*.test.ts'], ...alone } },
    ],
  },
});
