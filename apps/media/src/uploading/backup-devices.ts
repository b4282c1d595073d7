import { Injectable } from '@nestjs/common';
import { hasRole, type DeviceId, type UserId } from '@hearth/contracts';
import type { Queryable } from '@hearth/catalog';
import { HearthError, type Caller } from '@hearth/platform';
import { DataSource } from 'typeorm';

export interface BackupDevice {
  readonly id: DeviceId;
  readonly ownerId: UserId;
  readonly name: string;
}

/** The paired devices as phone backup sees them. */
@Injectable()
export class BackupDevices {
  constructor(private readonly database: DataSource) {}

  /** Throws `device.not-found` where the device is neither the caller's own, nor of the caller's, and the caller is no admin. */
  async getFor(caller: Caller, id: DeviceId): Promise<BackupDevice> {
    const device = await this.get(id);
    // A device acts for its owner, but for itself alone.
    const isTheirs =
      caller.deviceId === undefined ? device.ownerId === caller.userId : device.id === caller.deviceId;
    const isAdmin = caller.deviceId === undefined && hasRole(caller.role, 'admin');
    if (!isTheirs && !isAdmin) throw new HearthError('device.not-found');
    return device;
  }

  /** Throws `device.not-found`. */
  async get(id: DeviceId): Promise<BackupDevice> {
    const [device] = await this.database.query<BackupDevice[]>(
      'SELECT id, owner_id AS "ownerId", name FROM identity.devices WHERE id = $1',
      [id],
    );
    if (!device) throw new HearthError('device.not-found');
    return device;
  }

  /** For the "last synced" panels; in the transaction that brings the file in. */
  async recordSync(
    manager: Queryable,
    id: DeviceId,
    synced: { files: number; bytes: number },
  ): Promise<void> {
    await manager.query(
      `UPDATE identity.devices SET files_synced = files_synced + $2, bytes_synced = bytes_synced + $3, last_sync_at = now()
       WHERE id = $1`,
      [id, synced.files, synced.bytes],
    );
  }
}
