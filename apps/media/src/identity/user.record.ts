import type { Role, UserId } from '@hearth/contracts';
import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

/** A person who may sign in. Names are one person's whatever their case. */
@Entity({ schema: 'identity', name: 'users', synchronize: false })
export class UserRecord {
  @PrimaryColumn('uuid')
  id!: UserId;

  @Column('text')
  username!: string;

  @Column('text', { name: 'password_hash' })
  passwordHash!: string;

  @Column('text')
  role!: Role;

  @CreateDateColumn({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;

  /** None: as much as the disk holds. `bigint` comes from pg as a string. */
  @Column('bigint', { name: 'quota_bytes', nullable: true })
  quotaBytes!: string | null;

  /** Grows with every change; `bigint` comes from pg as a string. */
  @Column('bigint')
  revision!: string;
}
