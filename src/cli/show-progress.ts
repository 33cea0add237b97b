import type { Output } from './terminal.ts';

/** Milliseconds of silence, and between two lines. */
const EVERY = 1000;

/** Tells a person who waits how far a long run is. Nothing is written where nobody looks on. */
export function showProgress(output: Output): {
  readonly step: (done: number, total: number) => void;
  readonly end: () => void;
} {
  if (!output.isTerminal) return { step: () => undefined, end: () => undefined };
  let text = '';
  let written = false;
  const timer = setInterval(() => {
    if (text === '') return;
    output.write(`\r${text}`);
    written = true;
  }, EVERY);
  timer.unref();
  return {
    step: (done, total) => {
      text = `${done} of ${total} changes`;
    },
    end: () => {
      clearInterval(timer);
      if (written) output.write(`\r${' '.repeat(text.length)}\r`);
    },
  };
}
