/** How long a file can be taken out of the bin again. */
export const BIN_KEPT_MS = 30 * 86_400_000;
