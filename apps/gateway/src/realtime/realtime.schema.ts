import type { Schema } from '@hearth/platform';
import { AddDropWords1795920840000 } from './1795920840000-add-drop-words.js';
import { CreateCapture1795889600000 } from './1795889600000-create-capture.js';
import { CreateRealtime1795887874295 } from './1795887874295-create-realtime.js';
import { AddHouseSessions1795888000000 } from './1795888000000-add-house-sessions.js';

/** What the gateway keeps, for `databaseModule`: sessions of Drop and Capture, and takes. Each change is a migration of its own. */
export const realtimeSchema: Schema = {
  name: 'realtime',
  entities: [],
  migrations: [
    CreateRealtime1795887874295,
    AddHouseSessions1795888000000,
    CreateCapture1795889600000,
    AddDropWords1795920840000,
  ],
};
