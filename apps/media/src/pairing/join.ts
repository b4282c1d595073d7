import { Injectable } from '@nestjs/common';
import { devicePaired, type Device, type DeviceId, type DevicePublicKey } from '@hearth/contracts';
import { writeToOutbox } from '@hearth/platform';
import { DataSource } from 'typeorm';
import { v7 } from 'uuid';
import { MEDIA_OUTBOX } from '../identity/identity.schema.js';
import { findAddress, type Client } from '../sign-in/client.js';
import { thumbprintOf } from '../sign-in/device-key.js';
import { Sessions, type OpenSession } from '../sign-in/sessions.js';
import { Devices } from './devices.js';
import { InTurn } from './in-turn.js';
import { Invitations, type Secret } from './invitations.js';

interface NewDevice {
  readonly deviceName: string;
  /** Of a key that each refresh must prove from now on. */
  readonly publicKey?: DevicePublicKey | undefined;
}

/** Lets devices in that show an invitation. */
@Injectable()
export class Join {
  /** Of many at once with one secret all but one only learn that it is used: they are not to keep the database from others. */
  private readonly inTurn = new InTurn();

  constructor(
    private readonly database: DataSource,
    private readonly invitations: Invitations,
    private readonly sessions: Sessions,
    private readonly devices: Devices,
  ) {}

  /** Throws `pairing.…`, and `request.rate-limited` for who guesses codes. */
  join(
    secret: Secret,
    { deviceName: name, publicKey }: NewDevice,
    client: Client,
  ): Promise<{ device: Device; session: OpenSession }> {
    const keyThumbprint = publicKey && thumbprintOf(publicKey);
    const attempt = () =>
      this.database.transaction(async (manager) => {
        const invitation = await this.invitations.use(manager, secret);
        const { id: pairingId, ownerId, role } = invitation;
        const deviceId = v7() as DeviceId;
        await manager.query(
          `INSERT INTO identity.devices (id, owner_id, name, role, last_ip, public_key, invited_by)
           VALUES ($1, $2, $3, $4, $5, $6, $7)`,
          [
            deviceId,
            ownerId,
            name,
            role,
            findAddress(client),
            publicKey ?? null,
            invitation.invitedByDeviceId,
          ],
        );
        const session = await this.sessions.openIn(manager, {
          userId: ownerId,
          device: { id: deviceId, role },
          keyThumbprint,
          client,
        });
        const device = await this.devices.get({ userId: ownerId, role, deviceId }, deviceId, manager);
        const { pairedAt } = device;
        const invitedByDeviceId = invitation.invitedByDeviceId ?? undefined;
        const news = { deviceId, ownerId, name, role, pairingId, invitedByDeviceId, pairedAt };
        await writeToOutbox(manager, MEDIA_OUTBOX, devicePaired, [news]);
        return { device, session };
      });
    const attemptInTurn = () =>
      this.inTurn.run(secret.token ?? secret.code ?? '', async () => {
        await this.invitations.getOpen(secret);
        return attempt();
      });
    return this.invitations.limited(secret, client.ip, attemptInTurn);
  }
}
