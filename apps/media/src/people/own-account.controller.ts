import { Controller, Req } from '@nestjs/common';
import { changePassword, endSession, listSessions, type InputOf, type OutputOf } from '@hearth/contracts';
import { CalledBy, Handle, Input, type Caller } from '@hearth/platform';
import type { FastifyRequest } from 'fastify';
import { OpenSessions } from './open-sessions.js';
import { OwnPassword } from './own-password.js';

@Controller()
export class OwnAccountController {
  constructor(
    private readonly password: OwnPassword,
    private readonly sessions: OpenSessions,
  ) {}

  @Handle(changePassword)
  changePassword(
    @Input() { body }: InputOf<typeof changePassword>,
    @CalledBy() caller: Caller,
    @Req() { ip }: FastifyRequest,
  ): Promise<void> {
    return this.password.change(caller, ip, body);
  }

  @Handle(listSessions)
  listSessions(
    @Input() { query }: InputOf<typeof listSessions>,
    @CalledBy() caller: Caller,
  ): Promise<OutputOf<typeof listSessions>> {
    return this.sessions.list(caller, query);
  }

  @Handle(endSession)
  endSession(
    @Input() { params: { id } }: InputOf<typeof endSession>,
    @CalledBy() caller: Caller,
  ): Promise<void> {
    return this.sessions.end(caller, id);
  }
}
