import { Injectable } from '@nestjs/common';
import {
  deviceRevoked,
  sessionOutdated,
  sessionRevoked,
  type DeviceId,
  type PayloadOf,
  type SessionId,
  type UserId,
} from '@hearth/contracts';
import { returning, RevokedSessions, writeToOutbox } from '@hearth/platform';
import { DataSource, type EntityManager } from 'typeorm';
import { MEDIA_OUTBOX } from '../identity/identity.schema.js';
import type { RevocationReason } from '../identity/session.record.js';

/** Which sessions: one, those of some devices, or those of a person, perhaps but for one. */
export type SessionScope =
  | { readonly sessionId: SessionId }
  | { readonly deviceIds: readonly DeviceId[] }
  | { readonly userId: UserId; readonly except?: SessionId | undefined };

type Outdated = PayloadOf<typeof sessionOutdated>;
type RevokedDevice = PayloadOf<typeof deviceRevoked>;

/**
 * Ends sessions, and changes what they may do. Each change is written with the news of it in the caller's transaction; what it
 * returns is to be called after the commit, so that this copy of media knows at once. The others hear of it by the events.
 */
@Injectable()
export class SessionChanges {
  constructor(
    private readonly database: DataSource,
    private readonly revoked: RevokedSessions,
  ) {}

  /** Ends them in a transaction of its own. */
  async revoke(scope: SessionScope, reason: RevocationReason): Promise<void> {
    const apply = await this.database.transaction((manager) => this.markRevoked(manager, scope, reason));
    apply();
  }

  async markRevoked(
    manager: EntityManager,
    scope: SessionScope,
    reason: RevocationReason,
  ): Promise<() => void> {
    const { where, values } = conditionOf(scope);
    const sessions = await returning<{ id: SessionId; user_id: UserId; device_id: DeviceId | null }>(
      manager,
      `UPDATE identity.sessions SET revoked_at = now(), revoked_reason = $1
       WHERE ${inOneOrder(where)} RETURNING id, user_id, device_id`,
      [reason, ...values],
    );
    const news = sessions.map((session) => ({ sessionId: session.id, userId: session.user_id, reason }));
    await writeToOutbox(manager, MEDIA_OUTBOX, sessionRevoked, news);
    await this.signDevicesOut(
      manager,
      sessions.flatMap(({ device_id: deviceId }) => deviceId ?? []),
    );
    return () => sessions.forEach(({ id }) => this.revoked.add(id));
  }

  /** Their access tokens count as expired from now on; a refresh brings one that says what they may do now. */
  async markOutdated(manager: EntityManager, scope: SessionScope): Promise<() => void> {
    const { where, values } = conditionOf(scope, 1);
    const sessions = await returning<Outdated>(
      manager,
      `UPDATE identity.sessions SET version = version + 1
       WHERE ${inOneOrder(where)} RETURNING id AS "sessionId", user_id AS "userId", version`,
      values,
    );
    await writeToOutbox(manager, MEDIA_OUTBOX, sessionOutdated, sessions);
    return () => sessions.forEach(({ sessionId, version }) => this.revoked.outdate(sessionId, version));
  }

  /** A device has one session; without it the device is signed out, whatever ended it. */
  private async signDevicesOut(manager: EntityManager, deviceIds: readonly DeviceId[]): Promise<void> {
    if (deviceIds.length === 0) return;
    const devices = await returning<RevokedDevice>(
      manager,
      `UPDATE identity.devices SET signed_out_at = now()
       WHERE id IN (
         SELECT id FROM identity.devices
         WHERE signed_out_at IS NULL AND id = ANY($1::uuid[]) ORDER BY id FOR UPDATE)
       RETURNING id AS "deviceId", owner_id AS "ownerId", 'signed-out' AS outcome`,
      [deviceIds],
    );
    await writeToOutbox(manager, MEDIA_OUTBOX, deviceRevoked, devices);
  }
}

/** Whoever changes several sessions locks them in the same order: two that wait for each other's would be a deadlock. */
function inOneOrder(where: string): string {
  return `id IN (SELECT id FROM identity.sessions WHERE revoked_at IS NULL AND ${where} ORDER BY id FOR UPDATE)`;
}

function conditionOf(scope: SessionScope, first = 2): { where: string; values: unknown[] } {
  if ('sessionId' in scope) return { where: `id = $${first}`, values: [scope.sessionId] };
  if ('deviceIds' in scope) return { where: `device_id = ANY($${first}::uuid[])`, values: [scope.deviceIds] };
  return {
    where: `user_id = $${first} AND id IS DISTINCT FROM $${first + 1}::uuid`,
    values: [scope.userId, scope.except ?? null],
  };
}
