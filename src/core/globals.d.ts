/**
 * The core is compiled without Node's and the browser's types. These two are the only host objects
 * it may use: both are pure functions of their input, and neither reads a clock, a file or the net.
 */
declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
  decode(input: Uint8Array): string;
}
declare class TextEncoder {
  encode(input: string): Uint8Array;
}
