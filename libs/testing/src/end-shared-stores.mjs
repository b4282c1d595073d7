/** Jest's `globalTeardown`. */
export default () => globalThis.endSharedStores?.();
