import type { Schema } from '@hearth/platform';
import { CreateCatalog1763700000000 } from './migrations/1763700000000-create-catalog.js';

/** The file catalogue's schema, for `databaseModule`. */
export const catalogSchema: Schema = {
  name: 'catalog',
  entities: [],
  migrations: [CreateCatalog1763700000000],
};
