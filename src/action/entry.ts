import { runAction } from './main.ts';

/** What `action.yml` starts. Nothing stands beside it, so that all else can be run as a function. */
process.exitCode = await runAction({
  environment: process.env,
  write: (text) => process.stdout.write(text),
  now: new Date().getTime(),
});
