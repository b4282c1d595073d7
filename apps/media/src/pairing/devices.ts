import { Injectable } from '@nestjs/common';
import {
  deviceChanged,
  deviceRevoked,
  type Device,
  type DeviceId,
  type DeviceRole,
  type listDevices,
  type OutputOf,
  type UserId,
} from '@hearth/contracts';
import { type Caller, HearthError, returning, writeToOutbox } from '@hearth/platform';
import { DataSource, type EntityManager } from 'typeorm';
import { findPage, momentKey, type PageQuery } from '../find-page.js';
import { MEDIA_OUTBOX } from '../identity/identity.schema.js';
import { withdrawInvitations } from '../identity/withdraw-invitations.js';
import { SessionChanges } from '../sign-in/session-changes.js';

type Viewer = Pick<Caller, 'userId' | 'role' | 'deviceId'>;

interface DeviceRow extends Omit<
  Device,
  'owner' | 'invitedBy' | 'pairedAt' | 'lastSeenAt' | 'signedOutAt' | 'lastSyncAt' | 'current'
> {
  readonly ownerId: UserId;
  readonly ownerName: string;
  readonly invitedById: DeviceId | null;
  readonly invitedByName: string | null;
  readonly pairedAt: Date;
  readonly lastSeenAt: Date;
  readonly signedOutAt: Date | null;
  readonly lastSyncAt: Date | null;
}

interface DeviceChange {
  readonly name?: string | undefined;
  readonly role?: DeviceRole | undefined;
  readonly macAddress?: string | null | undefined;
}

const DEVICES = `
  SELECT d.id, d.name, d.role, d.owner_id AS "ownerId", u.username AS "ownerName", d.paired_at AS "pairedAt",
    d.last_seen_at AS "lastSeenAt", host(d.last_ip) AS "lastIp", d.signed_out_at AS "signedOutAt",
    d.signed_out_at IS NULL AND d.last_seen_at > now() - interval '2 minutes' AS online,
    d.files_synced::float8 AS "filesSynced", d.bytes_synced::float8 AS "bytesSynced", d.last_sync_at AS "lastSyncAt",
    d.mac_address AS "macAddress", d.public_key IS NOT NULL AS "hasKey", d.invited_by AS "invitedById", i.name AS "invitedByName"
  FROM identity.devices d JOIN identity.users u ON u.id = d.owner_id
  LEFT JOIN identity.devices i ON i.id = d.invited_by`;

/**
 * The paired devices, for those whose they are and for admins. For others they are not there. A device itself may be in a guest's
 * hands: it sees itself alone, by its name, and what it may do is decided by people who signed in.
 */
@Injectable()
export class Devices {
  constructor(
    private readonly database: DataSource,
    private readonly changes: SessionChanges,
  ) {}

  async list(viewer: Viewer, query: PageQuery): Promise<OutputOf<typeof listDevices>> {
    const sql = `SELECT *, ${momentKey('"pairedAt"')} AS "pageKey" FROM (
      ${DEVICES} WHERE ($1::uuid IS NULL OR d.owner_id = $1) AND ($2::uuid IS NULL OR d.id = $2)) AS devices`;
    const parameters = [viewer.role === 'admin' ? null : viewer.userId, viewer.deviceId ?? null];
    const list = { sql, parameters, direction: 'DESC' as const };
    const { rows, ...page } = await findPage<DeviceRow>(this.database, list, query);
    return { items: rows.map((row) => present(row, viewer)), ...page };
  }

  /** Throws `device.not-found`. */
  async get(viewer: Viewer, deviceId: DeviceId, manager = this.database.manager): Promise<Device> {
    const [row] = (await manager.query(`${DEVICES} WHERE d.id = $1`, [deviceId])) as DeviceRow[];
    if (!row || !maySee(viewer, row)) throw new HearthError('device.not-found');
    return present(row, viewer);
  }

  /** Throws `device.not-found`, or `auth.forbidden` for a device that would have another role. */
  async change(viewer: Viewer, deviceId: DeviceId, change: DeviceChange): Promise<Device> {
    let apply: (() => void) | undefined;
    const device = await this.database.transaction(async (manager) => {
      const before = await this.get(viewer, deviceId, manager);
      // Before the device itself, as whatever ends a session locks them in this order, too.
      const hasOtherRights = change.role !== undefined && change.role !== before.role;
      if (hasOtherRights && viewer.deviceId) throw new HearthError('auth.forbidden');
      apply = hasOtherRights
        ? await this.changes.markOutdated(manager, { deviceIds: [deviceId] })
        : undefined;
      if (hasOtherRights && change.role === 'viewer') await withdrawInvitations(manager, { deviceId });
      const { name = before.name, role = before.role, macAddress = before.macAddress } = change;
      await manager.query(
        `UPDATE identity.devices SET name = $2, role = $3, mac_address = $4 WHERE id = $1`,
        [deviceId, name, role, macAddress],
      );
      await writeToOutbox(manager, MEDIA_OUTBOX, deviceChanged, [
        { deviceId, ownerId: before.owner.id, name, role },
      ]);
      return this.get(viewer, deviceId, manager);
    });
    apply?.();
    return device;
  }

  /** Its tokens die, perhaps with those of all that it let in; they stay in the list. Throws `device.not-found`. */
  async signOut(viewer: Viewer, deviceId: DeviceId, { invitedToo = false } = {}): Promise<void> {
    await this.get(viewer, deviceId);
    const deviceIds = invitedToo ? [deviceId, ...(await this.findInvitedBy(deviceId))] : [deviceId];
    await this.changes.revoke({ deviceIds }, 'revoked');
  }

  /** Its tokens die, and it leaves the list. Throws `device.not-found`, or `auth.forbidden` for the device itself. */
  async forget(viewer: Viewer, deviceId: DeviceId): Promise<void> {
    const apply = await this.database.transaction(async (manager) => {
      const { owner } = await this.get(viewer, deviceId, manager);
      // What is removed with a person or a device is locked in different orders: one after the other for each person.
      await manager.query('SELECT 1 FROM identity.users WHERE id = $1 FOR NO KEY UPDATE', [owner.id]);
      if (viewer.deviceId) throw new HearthError('auth.forbidden');
      const applyRevocation = await this.changes.markRevoked(manager, { deviceIds: [deviceId] }, 'revoked');
      await manager.query(`DELETE FROM identity.devices WHERE id = $1`, [deviceId]);
      const news = { deviceId, ownerId: owner.id, outcome: 'forgotten' as const };
      await writeToOutbox(manager, MEDIA_OUTBOX, deviceRevoked, [news]);
      return applyRevocation;
    });
    apply();
  }

  /** Those that it let in, and those that these let in. */
  private async findInvitedBy(deviceId: DeviceId): Promise<DeviceId[]> {
    const rows = await this.database.query<{ id: DeviceId }[]>(
      `WITH RECURSIVE invited AS (
         SELECT id FROM identity.devices WHERE invited_by = $1
         UNION SELECT d.id FROM identity.devices d JOIN invited i ON d.invited_by = i.id)
       SELECT id FROM invited`,
      [deviceId],
    );
    return rows.map(({ id }) => id);
  }

  /** Counts what a device has brought, in the transaction that takes it into the library. */
  async recordSync(
    manager: EntityManager,
    deviceId: DeviceId,
    { files, bytes }: { files: number; bytes: number },
  ): Promise<void> {
    const changed = await returning<{ deviceId: DeviceId; ownerId: UserId; name: string; role: DeviceRole }>(
      manager,
      `UPDATE identity.devices
       SET files_synced = files_synced + $2, bytes_synced = bytes_synced + $3, last_sync_at = now()
       WHERE id = $1 RETURNING id AS "deviceId", owner_id AS "ownerId", name, role`,
      [deviceId, files, bytes],
    );
    await writeToOutbox(manager, MEDIA_OUTBOX, deviceChanged, changed);
  }
}

function maySee(viewer: Viewer, { id, ownerId }: DeviceRow): boolean {
  if (viewer.deviceId) return id === viewer.deviceId && ownerId === viewer.userId;
  return viewer.role === 'admin' || ownerId === viewer.userId;
}

function present(device: DeviceRow, viewer: Viewer): Device {
  const { ownerId, ownerName, invitedById, invitedByName, ...row } = device;
  // A device itself learns of no other.
  const showsInviter = invitedById && invitedByName !== null && !viewer.deviceId;
  return {
    ...row,
    owner: { id: ownerId, username: ownerName },
    invitedBy: showsInviter ? { id: invitedById, name: invitedByName } : null,
    pairedAt: row.pairedAt.toISOString(),
    lastSeenAt: row.lastSeenAt.toISOString(),
    signedOutAt: row.signedOutAt?.toISOString() ?? null,
    lastSyncAt: row.lastSyncAt?.toISOString() ?? null,
    current: row.id === viewer.deviceId,
  };
}
