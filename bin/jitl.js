#!/usr/bin/env node
// No static import stands before the version check, so that an old Node can say what is wrong.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(
    `fatal: jitl needs Node 20.19 or newer, and this is ${process.versions.node}\n`,
  );
  process.exitCode = 1;
} else {
  await run();
}

async function run() {
  let main;
  try {
    ({ main } = await import('../lib/cli/main.js'));
  } catch (error) {
    if (error?.code !== 'ERR_MODULE_NOT_FOUND') throw error;
    process.stderr.write(
      'fatal: jitl is not built, or not completely installed\n  = help: run `npm ci` in its directory\n',
    );
    process.exitCode = 1;
    return;
  }
  const output = (stream) => {
    // Whoever reads may have seen enough (`jitl … | head`): that is no failure of ours.
    stream.on('error', (error) => {
      if (error.code !== 'EPIPE') throw error;
    });
    return {
      write: (text) => stream.write(text),
      isTerminal: stream.isTTY === true,
      columns: stream.columns ?? null,
    };
  };
  process.exitCode = await main(process.argv.slice(2), {
    stdout: output(process.stdout),
    stderr: output(process.stderr),
    stdin: () => process.stdin,
    ...(process.stdin.isTTY === true && process.stdout.isTTY === true ? { ask } : {}),
    directory: process.cwd(),
    now: new Date().getTime(),
  });
}

// Loaded when somebody is asked, and closed after each answer: an open one keeps the process alive.
async function ask(question) {
  const { createInterface } = await import('node:readline/promises');
  const reader = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return await reader.question(question);
  } finally {
    reader.close();
  }
}
