/** The first line of our comment on a pull request. Its author is compared too: anybody can post it. */
export const commentMarker = '<!-- jitl:gate -->';
