import { Injectable } from '@nestjs/common';
import { hasRole, type DeviceId, type UserId } from '@hearth/contracts';
import { HearthError, type Caller } from '@hearth/platform';
import { DataSource, type EntityManager } from 'typeorm';
import { Devices } from '../pairing/devices.js';

export interface BackupDevice {
  readonly id: DeviceId;
  readonly ownerId: UserId;
  readonly name: string;
}

/** The paired devices as phone backup sees them. */
@Injectable()
export class BackupDevices {
  constructor(
    private readonly database: DataSource,
    private readonly devices: Devices,
  ) {}

  /** Throws `device.not-found` where the device is neither the caller's own, nor of the caller's, and the caller is no admin. */
  async getFor(caller: Pick<Caller, 'userId' | 'role' | 'deviceId'>, id: DeviceId): Promise<BackupDevice> {
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
  recordSync(manager: EntityManager, id: DeviceId, synced: { files: number; bytes: number }): Promise<void> {
    return this.devices.recordSync(manager, id, synced);
  }

  /** A phone whose files are all here already is in step with the hub, though it sends nothing. */
  async recordInStep(id: DeviceId): Promise<void> {
    await this.database.transaction((manager) => this.recordSync(manager, id, { files: 0, bytes: 0 }));
  }
}
