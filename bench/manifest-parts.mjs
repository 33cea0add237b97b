/**
 * @param {import('./services.mjs').Service} service
 * @param {import('./random.mjs').Random} random
 */
export function labels(service, random) {
  return `  labels:
    app.kubernetes.io/name: ${service.name}
    app.kubernetes.io/part-of: ${service.team}
    app.kubernetes.io/managed-by: delivery
    example.com/team: ${service.team}
    example.com/cost-center: cc-${1000 + random.below(9000)}
    example.com/revision: r${random.below(1000)}
`;
}

const PURPOSES = [
  'read orders',
  'write reports',
  'rotate its keys',
  'call the ledger',
  'send mail',
];

/**
 * Annotations as generators of manifests leave them; they bring documents to their usual length.
 *
 * @param {import('./services.mjs').Service} service
 * @param {import('./random.mjs').Random} random
 * @param {number} count
 */
export function annotations(service, random, count) {
  const lines = [
    `    example.com/description: Lets ${service.team} ${random.pick(PURPOSES)}.`,
    `    example.com/runbook: https://runbooks.example.com/${service.team}/${random.below(1000)}`,
    `    example.com/contact: ${service.team}@example.com`,
    `    example.com/reviewed: '2026-${two(1 + random.below(12))}-${two(1 + random.below(28))}'`,
  ];
  for (let at = lines.length; at < count; at += 1)
    lines.push(`    example.com/note-${at}: ticket NHI-${10_000 + random.below(90_000)}`);
  return `  annotations:\n${lines.slice(0, count).join('\n')}\n`;
}

/** @param {number} number */
export function two(number) {
  return String(number).padStart(2, '0');
}
