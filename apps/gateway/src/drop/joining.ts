import { Injectable } from '@nestjs/common';
import type { DropJoined, DropSessionId, PeerId } from '@hearth/contracts';
import { HearthError, networkOf, Passwords } from '@hearth/platform';
import { Attempts } from '../realtime/attempts.js';
import { DropMembers, type Member } from './drop-members.js';
import { DropRooms } from './drop-rooms.js';
import { DropSessions, type DropSessionRow } from './drop-sessions.js';
import { PresentMember, type Ear } from './present-member.js';

export interface JoinRequest {
  readonly sessionId: DropSessionId;
  readonly name: string;
  readonly password?: string | undefined;
}

const WRONG_PASSWORDS_PER_NETWORK = 10;
/** However many addresses somebody has. */
const WRONG_PASSWORDS_IN_ALL = 200;

/** Lets members in, and out again. */
@Injectable()
export class Joining {
  constructor(
    private readonly sessions: DropSessions,
    private readonly members: DropMembers,
    private readonly rooms: DropRooms,
    private readonly passwords: Passwords,
    private readonly attempts: Attempts,
  ) {}

  /** The ear hears `joined` first. Throws what the contracts say of joining. */
  async join(request: JoinRequest, address: string, ear: Ear): Promise<Member> {
    const session = await this.sessions.get(request.sessionId);
    await this.checkPassword(session, request.password, address);
    const member: Member = {
      sessionId: session.id,
      peerId: this.members.newPeerId(),
      name: request.name,
    };
    const present = new PresentMember(member, ear);
    await this.rooms.enter(present);
    try {
      const { token, peers } = await this.members.add(member, { isHouse: session.is_house });
      const { peerId, name } = member;
      present.welcome({ type: 'joined', peerId, memberToken: token, peers } satisfies DropJoined);
      this.rooms.tellAll(session.id, { type: 'peer-joined', peer: { peerId, name } }, peerId);
      return member;
    } catch (error) {
      this.rooms.leave(member.sessionId, member.peerId);
      throw error;
    }
  }

  async leave(sessionId: DropSessionId, peerId: PeerId): Promise<void> {
    this.rooms.leave(sessionId, peerId);
    if (await this.members.remove(peerId)) this.rooms.tellAll(sessionId, { type: 'peer-left', peerId });
  }

  private async checkPassword(
    { id, password_hash }: DropSessionRow,
    password: string | undefined,
    address: string,
  ): Promise<void> {
    if (password_hash === null) return;
    // Asked without one: that is no guess.
    if (password === undefined) throw new HearthError('drop.password-wrong');
    const perNetwork = `drop-password:${id}:${networkOf(address)}`;
    const inAll = `drop-password:${id}`;
    await this.attempts.count([
      { key: perNetwork, attempts: WRONG_PASSWORDS_PER_NETWORK },
      { key: inAll, attempts: WRONG_PASSWORDS_IN_ALL },
    ]);
    if (!(await this.passwords.isRight(password, password_hash, networkOf(address))))
      throw new HearthError('drop.password-wrong');
    await this.attempts.takeBack([perNetwork, inAll]);
  }
}
