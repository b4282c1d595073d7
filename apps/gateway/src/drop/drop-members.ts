import { Injectable } from '@nestjs/common';
import type { DropPeer, DropSessionId, PeerId } from '@hearth/contracts';
import { HearthError, returning } from '@hearth/platform';
import { DataSource } from 'typeorm';
import { v7 } from 'uuid';
import { hashOfMemberToken, newMemberToken } from './member-token.js';

export interface Member extends DropPeer {
  readonly sessionId: DropSessionId;
}

export interface MemberWithQuota extends Member {
  readonly relayedBytes: number;
}

const MOST_PEERS = 16;
const MOST_PEERS_OF_HOUSE = 64;
/** Who was not renewed for so long was lost together with its gateway. */
const LOST_AFTER = '40 seconds';
const AT_ONCE = 500;

/** Who is in which session, at whichever gateway. */
@Injectable()
export class DropMembers {
  constructor(private readonly database: DataSource) {}

  newPeerId(): PeerId {
    return v7() as PeerId;
  }

  /** Adds a member; answers who was there before. Throws `drop.session-full`, and `drop.session-expired` if it ended just now. */
  async add(
    member: Member,
    { isHouse }: { isHouse: boolean },
  ): Promise<{ token: string; peers: DropPeer[] }> {
    const token = newMemberToken();
    const { sessionId, peerId, name } = member;
    const peers = await this.database.transaction(async (manager) => {
      // Two that join at once see each other: the second waits here for the first.
      const open = await manager.query<unknown[]>(
        `SELECT 1 FROM realtime.drop_sessions
         WHERE id = $1 AND ended_at IS NULL AND expires_at > now() FOR UPDATE`,
        [sessionId],
      );
      if (open.length === 0) throw new HearthError('drop.session-expired');
      const most = isHouse ? MOST_PEERS_OF_HOUSE : MOST_PEERS;
      const before = await manager.query<{ peer_id: PeerId; name: string }[]>(
        'SELECT peer_id, name FROM realtime.drop_members WHERE session_id = $1 ORDER BY joined_at LIMIT $2',
        [sessionId, most],
      );
      if (before.length >= most) throw new HearthError('drop.session-full');
      await manager.query(
        'INSERT INTO realtime.drop_members (peer_id, session_id, name, token_hash) VALUES ($1, $2, $3, $4)',
        [peerId, sessionId, name, hashOfMemberToken(token)],
      );
      return before;
    });
    return { token, peers: peers.map((row) => ({ peerId: row.peer_id, name: row.name })) };
  }

  /** Who shows this token. Throws `auth.token-invalid` for nobody, or who has left. */
  async getByToken(token: string): Promise<MemberWithQuota> {
    const [row] = await this.database.query<
      { peer_id: PeerId; session_id: DropSessionId; name: string; relayed_bytes: string }[]
    >(
      `SELECT m.peer_id, m.session_id, m.name, s.relayed_bytes
       FROM realtime.drop_members m JOIN realtime.drop_sessions s ON s.id = m.session_id
       WHERE m.token_hash = $1 AND s.ended_at IS NULL AND s.expires_at > now()`,
      [hashOfMemberToken(token)],
    );
    if (!row) throw new HearthError('auth.token-invalid');
    return {
      peerId: row.peer_id,
      sessionId: row.session_id,
      name: row.name,
      relayedBytes: Number(row.relayed_bytes),
    };
  }

  async list(sessionId: DropSessionId): Promise<DropPeer[]> {
    const rows = await this.database.query<{ peer_id: PeerId; name: string }[]>(
      `SELECT peer_id, name FROM realtime.drop_members WHERE session_id = $1 ORDER BY joined_at LIMIT ${MOST_PEERS_OF_HOUSE}`,
      [sessionId],
    );
    return rows.map((row) => ({ peerId: row.peer_id, name: row.name }));
  }

  async isThere(sessionId: DropSessionId, peerId: PeerId): Promise<boolean> {
    const rows = await this.database.query<unknown[]>(
      'SELECT 1 FROM realtime.drop_members WHERE peer_id = $1 AND session_id = $2',
      [peerId, sessionId],
    );
    return rows.length > 0;
  }

  /** False when it was gone already. */
  async remove(peerId: PeerId): Promise<boolean> {
    const removed = await returning(
      this.database,
      'DELETE FROM realtime.drop_members WHERE peer_id = $1 RETURNING 1',
      [peerId],
    );
    return removed.length > 0;
  }

  async removeAllOf(sessionId: DropSessionId): Promise<void> {
    await this.database.query('DELETE FROM realtime.drop_members WHERE session_id = $1', [sessionId]);
  }

  /** Says that these are still there; answers which of them the others have taken for lost. */
  async renew(peerIds: readonly PeerId[]): Promise<PeerId[]> {
    const lost: PeerId[] = [];
    for (let from = 0; from < peerIds.length; from += AT_ONCE) {
      const some = peerIds.slice(from, from + AT_ONCE);
      const rows = await returning<{ peer_id: PeerId }>(
        this.database,
        'UPDATE realtime.drop_members SET seen_at = now() WHERE peer_id = ANY($1) RETURNING peer_id',
        [some],
      );
      const known = new Set(rows.map(({ peer_id }) => peer_id));
      lost.push(...some.filter((peerId) => !known.has(peerId)));
    }
    return lost;
  }

  /** Removes those that were lost with their gateway. */
  async removeLost(): Promise<{ peerId: PeerId; sessionId: DropSessionId }[]> {
    const rows = await returning<{ peer_id: PeerId; session_id: DropSessionId }>(
      this.database,
      `DELETE FROM realtime.drop_members WHERE peer_id IN
         (SELECT peer_id FROM realtime.drop_members WHERE seen_at < now() - interval '${LOST_AFTER}' LIMIT ${AT_ONCE})
       RETURNING peer_id, session_id`,
    );
    return rows.map((row) => ({ peerId: row.peer_id, sessionId: row.session_id }));
  }
}
