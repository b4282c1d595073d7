import type { DeviceId, PayloadOf, SessionId, sessionRevoked, UserId } from '@hearth/contracts';
import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

export type RevocationReason = PayloadOf<typeof sessionRevoked>['reason'];

/** One sign-in on one browser or client, and the family of refresh tokens that came of it. */
@Entity({ schema: 'identity', name: 'sessions', synchronize: false })
export class SessionRecord {
  @PrimaryColumn('uuid')
  id!: SessionId;

  @Column('uuid', { name: 'user_id' })
  userId!: UserId;

  @CreateDateColumn({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'last_seen_at' })
  lastSeenAt!: Date;

  @Column('inet', { nullable: true })
  ip!: string | null;

  @Column('text', { name: 'user_agent', nullable: true })
  userAgent!: string | null;

  @Column('timestamptz', { name: 'revoked_at', nullable: true })
  revokedAt!: Date | null;

  @Column('text', { name: 'revoked_reason', nullable: true })
  revokedReason!: RevocationReason | null;

  /** The paired device that it is, if it is one. */
  @Column('uuid', { name: 'device_id', nullable: true })
  deviceId!: DeviceId | null;

  /** Of the key that must be proven at each refresh (RFC 7638). */
  @Column('text', { name: 'key_thumbprint', nullable: true })
  keyThumbprint!: string | null;

  /** Grows when what it may do changes; access tokens of lower versions are out of date. */
  @Column('int')
  version!: number;
}
