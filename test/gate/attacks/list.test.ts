import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const here = new URL('./', import.meta.url);

/** Files by the numbers that titles in them begin with. */
const played = new Map<number, string[]>();
for (const name of readdirSync(here).filter((one) => /^\d.*\.test\.ts$/.test(one))) {
  const text = readFileSync(new URL(name, here), 'utf8');
  for (const [, digits = ''] of text.matchAll(/\(\s*['"`](\d\d)\b/g))
    played.set(Number(digits), [...(played.get(Number(digits)) ?? []), name]);
}

const page = readFileSync(new URL('../../../docs/attacks.md', here), 'utf8');
const lines = page.split('\n').filter((line) => /^\| \d+ /.test(line));

const numbers = Array.from({ length: 35 }, (_, at) => at + 1);

describe('the list of attacks', () => {
  it.each(numbers)('plays number %i', (number) => {
    expect(played.get(number) ?? []).not.toEqual([]);
  });

  it.each(numbers)('tells of number %i once, with the file that plays it', (number) => {
    const told = lines.filter((line) => line.startsWith(`| ${number} `));
    expect(told).toHaveLength(1);
    const [, file = ''] = /\/gate\/attacks\/([\w-]+\.test\.ts)\)/.exec(told[0] ?? '') ?? [];
    expect(played.get(number)).toContain(file);
  });
});
