import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';

import { defineConfig } from 'vitest/config';

/** The packages of GitHub: they import JSON without the attribute that Node asks for. */
const FROM_GITHUB = /\/@actions\/[^?]*\.js$/;

/** Tests that start the simulated GitHub. None of them leaves anything behind in its process. */
const ON_GITHUB = [
  'test/gate/**/*.test.ts',
  'test/simulator/**/*.test.ts',
  'test/simulator-schema/**/*.test.ts',
  'test/adapters/github-*.test.ts',
  'test/bundle/**/*.test.ts',
];

export default defineConfig({
  plugins: [
    {
      name: 'no-maps-to-sources-that-are-not-published',
      load: (id) =>
        FROM_GITHUB.test(id)
          ? readFileSync(id, 'utf8').replace(/^\/\/# sourceMappingURL=.*$/m, '')
          : null,
    },
  ],
  test: {
    projects: [
      { extends: true, test: { name: 'jitl', include: ['test/**/*.test.ts'], exclude: ON_GITHUB } },
      // One simulated GitHub after the other in the same process: its descriptions are compiled once.
      { extends: true, test: { name: 'github', include: ON_GITHUB, isolate: false } },
    ],
    setupFiles: ['test/support/property-seed.ts'],
    // Transformed here instead of being loaded by Node.
    server: { deps: { inline: [/@actions\//] } },
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // The default leaves one core out, which on two cores is half of the machine.
    maxWorkers: availableParallelism(),
  },
});
