import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';

import { defineConfig } from 'vitest/config';

/** The packages of GitHub: they import JSON without the attribute that Node asks for. */
const FROM_GITHUB = /\/@actions\/[^?]*\.js$/;

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
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/support/property-seed.ts'],
    // Transformed here instead of being loaded by Node.
    server: { deps: { inline: [/@actions\//] } },
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // The default leaves one core out, which on two cores is half of the machine.
    maxWorkers: availableParallelism(),
  },
});
