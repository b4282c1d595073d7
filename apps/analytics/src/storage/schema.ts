import type { Schema } from '@hearth/platform';
import { KeepFigures1764352800000 } from './1764352800000-keep-figures.js';
import { IndexDevices1795921724671 } from './1795921724671-index-devices.js';
import { Backups1795922420007 } from './1795922420007-backups.js';
import { AddressesOfReports1795939536909 } from './1795939536909-addresses-of-reports.js';
import { CreateAnalytics1763710000000 } from './1763710000000-create-analytics.js';

/** What analytics keeps, for `databaseModule`. */
export const analyticsSchema: Schema = {
  name: 'analytics',
  entities: [],
  migrations: [
    CreateAnalytics1763710000000,
    KeepFigures1764352800000,
    IndexDevices1795921724671,
    Backups1795922420007,
    AddressesOfReports1795939536909,
  ],
};

/** Whoever came without signing in, through a share link say: keys may not be null. */
export const NOBODY = '00000000-0000-0000-0000-000000000000';
