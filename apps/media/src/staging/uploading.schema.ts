import type { Schema } from '@hearth/platform';
import { CreateOutbound1763720100000 } from './1763720100000-create-outbound.js';
import { CreateLocks1795924726592 } from './1795924726592-create-locks.js';
import { CreateUploads1763720000000 } from './1763720000000-create-uploads.js';
import { AddStoringAttempts1763720200000 } from './1763720200000-add-storing-attempts.js';
import { AddGuests1795902435894 } from './1795902435894-add-guests.js';
import { IndexUploadsUnderWay1795923337550 } from './1795923337550-index-uploads-under-way.js';

/** What is on its way: into the library, and from it to devices. */
export const uploadingSchema: Schema = {
  name: 'uploading',
  entities: [],
  migrations: [
    CreateUploads1763720000000,
    CreateOutbound1763720100000,
    AddStoringAttempts1763720200000,
    AddGuests1795902435894,
    IndexUploadsUnderWay1795923337550,
    CreateLocks1795924726592,
  ],
};
