/**
 * Of what reads facts. Adding one has the facts of all files read again, in the background: do so when it reads more, or
 * better.
 */
export const FACTS_VERSION = 9;
