import { startSharedPostgres } from './shared-postgres.ts';

/** Jest's `globalSetup` of the projects whose integration tests need stores. Pure tests need none. */
export default async function startSharedStores(_, { testMatch }) {
  if (testMatch.some((pattern) => pattern.includes('int-spec')))
    globalThis.endSharedStores = await startSharedPostgres();
}
