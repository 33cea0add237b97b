import * as fc from 'fast-check';

/**
 * The same examples on every run, so that a red test always means a changed program. New ones are
 * looked for with `PROPERTY_SEED=<number> PROPERTY_RUNS=<number>`.
 */
fc.configureGlobal({ seed: Number(process.env['PROPERTY_SEED'] ?? 20_261_125) });
