/** One manifest in fifty is written as few people write YAML. */
const ODD_SHARE = 0.02;

/** @type {readonly ((text: string) => string)[]} */
const WAYS = [withAnchor, withSecondDocument, withCarriageReturns, withQuotedKeys, withEscapes];

/**
 * @param {string} text
 * @param {number} draw at least 0 and less than 1
 */
export function dressOddly(text, draw) {
  if (draw >= ODD_SHARE) return text;
  const way = WAYS[Math.floor((draw / ODD_SHARE) * WAYS.length)];
  return way === undefined ? text : way(text);
}

/** Every manifest carries its team twice, for the sake of this anchor. @param {string} text */
function withAnchor(text) {
  return text
    .replace(/^( +app\.kubernetes\.io\/part-of:) (\S+)$/m, '$1 &team $2')
    .replace(/^( +example\.com\/team:) \S+$/m, '$1 *team');
}

/** @param {string} text */
function withSecondDocument(text) {
  const second = [
    'apiVersion: v1',
    'kind: ConfigMap',
    'metadata:',
    '  name: extra',
    'data:',
    '  on: "y"',
  ];
  return `${text}---\n${second.join('\n')}\n`;
}

/** @param {string} text */
function withCarriageReturns(text) {
  return text.replaceAll('\n', '\r\n');
}

/** @param {string} text */
function withQuotedKeys(text) {
  return text.replace(/^( *)(metadata|spec|labels|rules|subjects|data):/gm, '$1"$2":');
}

/** @param {string} text */
function withEscapes(text) {
  return text.replace(/^( +example\.com\/team:) team-(\S+)$/m, '$1 "team\\x2d$2"');
}
