import type { Schema } from '@hearth/platform';
import { CreateIdentity1763700100000 } from './1763700100000-create-identity.js';
import { AddDevices1763710200000 } from './1763710200000-add-devices.js';
import { TieInvitationsToSessions1763720000000 } from './1763720000000-tie-invitations-to-sessions.js';
import { KeepWhoInvited1795888800000 } from './1795888800000-keep-who-invited.js';
import { AddShares1795892416686 } from './1795892416686-add-shares.js';
import { LetGuestsBringFiles1795902434894 } from './1795902434894-let-guests-bring-files.js';
import { AddPins1795903896657 } from './1795903896657-add-pins.js';
import { AddPlaybackPositions1795904937863 } from './1795904937863-add-playback-positions.js';
import { AddAppPasswords1795921913333 } from './1795921913333-add-app-passwords.js';
import { AddQuotas1795923262372 } from './1795923262372-add-quotas.js';
import { RefreshTokenRecord } from './refresh-token.record.js';
import { SessionRecord } from './session.record.js';
import { UserRecord } from './user.record.js';

export const identitySchema: Schema = {
  name: 'identity',
  entities: [UserRecord, SessionRecord, RefreshTokenRecord],
  migrations: [
    CreateIdentity1763700100000,
    AddDevices1763710200000,
    TieInvitationsToSessions1763720000000,
    KeepWhoInvited1795888800000,
    AddShares1795892416686,
    LetGuestsBringFiles1795902434894,
    AddPins1795903896657,
    AddPlaybackPositions1795904937863,
    AddAppPasswords1795921913333,
    AddQuotas1795923262372,
  ],
};

/** Media's own outbox, whatever the event is about. What happens to a file stands in the catalogue's. */
export const MEDIA_OUTBOX = identitySchema.name;
