import { describe, expect, it } from 'vitest';
import { resolvePlain } from '../../src/core/yaml/scalar.ts';

describe('plain scalars that YAML 1.1 and 1.2 read differently', () => {
  const booleans = ['y', 'Y', 'yes', 'Yes', 'YES', 'n', 'N', 'no', 'No', 'NO'];
  it.each([...booleans, 'on', 'On', 'ON', 'off', 'Off', 'OFF'])('%s is a boolean', (text) => {
    expect(resolvePlain(text)).toEqual({ value: text, ambiguous: 'a boolean in YAML 1.1' });
  });

  it.each([
    ['0777', 777, 'octal'],
    ['0400', 400, 'octal'],
    ['-012', -12, 'octal'],
    ['08', 8, 'octal'],
    ['0o7', 7, 'octal'],
    ['0O7', '0O7', 'octal'],
    ['22:22', '22:22', 'base 60'],
    ['11:22:33:44:55:51', '11:22:33:44:55:51', 'base 60'],
    ['1:30.5', '1:30.5', 'base 60'],
    ['1_000', '1_000', '`_`'],
    ['0x_f', '0x_f', '`_`'],
    ['0b1_0', '0b1_0', '`_`'],
    ['0b_', '0b_', '`_`'],
    ['-0x_', '-0x_', '`_`'],
    ['1_0.5', '1_0.5', '`_`'],
    ['0b1', '0b1', 'binary'],
    ['-0b1', '-0b1', 'binary'],
    ['-0x1f', '-0x1f', 'hexadecimal'],
    ['0X1F', '0X1F', 'hexadecimal'],
    ['1e3', 1000, 'exponent'],
    ['1E+3', 1000, 'exponent'],
    ['12e03', 12000, 'exponent'],
    ['1.5e3', 1500, 'exponent'],
    ['+.5', 0.5, 'YAML 1.2 only'],
    ['2026-01-31', '2026-01-31', 'timestamp'],
    ['2026-1-2', '2026-1-2', 'timestamp'],
    ['2026-01-31T10:00:00Z', '2026-01-31T10:00:00Z', 'timestamp'],
    ['2026-01-31 10:00:00 +01:00', '2026-01-31 10:00:00 +01:00', 'timestamp'],
    ['=', '=', 'default key'],
    ['<<', '<<', 'merge key'],
  ])('%s', (text, value, reason) => {
    const resolved = resolvePlain(text);
    expect(resolved.value).toBe(value);
    expect(resolved.ambiguous).toContain(reason);
  });

  it.each([
    ['', null],
    ['~', null],
    ['null', null],
    ['NULL', null],
    ['true', true],
    ['FALSE', false],
    ['tRUE', 'tRUE'],
    ['0', 0],
    ['-0', -0],
    ['+1', 1],
    ['8080', 8080],
    ['0x1F', 31],
    ['1.5', 1.5],
    ['1.', 1],
    ['.5', 0.5],
    ['1.5e+3', 1500],
    ['.inf', Infinity],
    ['-.INF', -Infinity],
    ['.nan', NaN],
    ['.', '.'],
    ['1.2.3', '1.2.3'],
    ['127.0.0.1:80', '127.0.0.1:80'],
    ['8080:80', '8080:80'],
    ['123_abc', '123_abc'],
    ['_1', '_1'],
    ['2026', 2026],
    ['yesterday', 'yesterday'],
    ['nope', 'nope'],
    ['-', '-'],
    ['--flag', '--flag'],
    ['system:admin', 'system:admin'],
  ])('%s means the same to all', (text, value) => {
    expect(resolvePlain(text)).toEqual({ value, ambiguous: null });
  });
});
