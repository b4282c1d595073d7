import type { SessionId } from '@hearth/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A refresh token, known by its SHA-256 alone. */
@Entity({ schema: 'identity', name: 'refresh_tokens', synchronize: false })
export class RefreshTokenRecord {
  @PrimaryColumn('bytea')
  hash!: Buffer;

  @Column('uuid', { name: 'session_id' })
  sessionId!: SessionId;

  @Column('timestamptz', { name: 'issued_at' })
  issuedAt!: Date;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt!: Date;

  @Column('timestamptz', { name: 'used_at', nullable: true })
  usedAt!: Date | null;

  @Column('bytea', { name: 'replaced_by', nullable: true })
  replacedBy!: Buffer | null;
}
