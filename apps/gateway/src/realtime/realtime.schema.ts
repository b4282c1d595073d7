import type { Schema } from '@hearth/platform';
import { CreateRealtime1795887874295 } from './1795887874295-create-realtime.js';

/** What the gateway keeps, for `databaseModule`: sessions of Drop and Capture, and takes. Each change is a migration of its own. */
export const realtimeSchema: Schema = {
  name: 'realtime',
  entities: [],
  migrations: [CreateRealtime1795887874295],
};
