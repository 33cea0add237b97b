import type { GatheredFacts } from '../core/evaluate.ts';
import { closest } from '../core/schema/closest.ts';
import { suppose, type SupposedReview, type Supposition } from '../core/what-if.ts';
import { JitlError } from '../errors.ts';

/** What these reviews would change, or a usage error where nothing is known about their authors. */
export function supposeReviews(
  facts: GatheredFacts,
  reviews: readonly SupposedReview[],
): Supposition {
  const { snapshot } = facts;
  if (snapshot === null)
    throw new JitlError('usage', 'without a snapshot nothing is known about any reviewer', {
      help: 'add `--snapshot FILE`, with what the forge says about the pull request',
    });
  const supposed = suppose({ ...facts, snapshot }, reviews);
  if (!('unknownLogin' in supposed)) return supposed;
  const near = closest(supposed.unknownLogin, supposed.known);
  throw new JitlError('usage', `the snapshot holds no account \`${supposed.unknownLogin}\``, {
    help:
      near === null
        ? `name one that it holds: ${supposed.known.slice(0, 10).join(', ')}`
        : `did you mean \`${near}\`?`,
  });
}
