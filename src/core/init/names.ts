/**
 * Whether a branch can stand in workflows and rulesets as it is. Git allows more, but there `*`, `+`, `!`
 * and others are patterns.
 */
export function isPlainBranch(name: string): boolean {
  const plain = /^[A-Za-z0-9_][A-Za-z0-9_./-]{0,200}$/.test(name);
  const parts = name.split('/');
  const whole = parts.every(
    (part) =>
      part !== '' && !part.startsWith('.') && !part.endsWith('.') && !part.endsWith('.lock'),
  );
  return plain && whole && !name.includes('..');
}

/** Whether it names an action by a full commit id: `owner/repo@<40 hexadecimal digits>`. */
export function isPinnedAction(text: string): boolean {
  return /^[A-Za-z0-9_.-]{1,100}\/[A-Za-z0-9_.-]{1,100}(?:\/[A-Za-z0-9_.-]{1,100}){0,5}@[0-9a-f]{40}$/.test(
    text,
  );
}
