import type { DeviceId, UserId } from '@hearth/contracts';
import type { EntityManager } from 'typeorm';

/**
 * Ends the open invitations of somebody, or of a device, who may not invite any more. For good: they are not to come alive again
 * with the role.
 */
export async function withdrawInvitations(
  manager: EntityManager,
  maker: { readonly userId: UserId } | { readonly deviceId: DeviceId },
): Promise<void> {
  const [where, id] =
    'userId' in maker
      ? ['owner_id = $1', maker.userId]
      : ['session_id IN (SELECT id FROM identity.sessions WHERE device_id = $1)', maker.deviceId];
  await manager.query(
    `UPDATE identity.pairings SET revoked_at = now()
     WHERE id IN (
       SELECT id FROM identity.pairings
       WHERE ${where} AND used_at IS NULL AND revoked_at IS NULL ORDER BY id FOR UPDATE)`,
    [id],
  );
}
