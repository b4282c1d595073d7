import { Controller, Req } from '@nestjs/common';
import { addUser, changeUser, listUsers, removeUser, type InputOf, type OutputOf } from '@hearth/contracts';
import { CalledBy, Handle, Input, type Caller } from '@hearth/platform';
import type { FastifyRequest } from 'fastify';
import { FreshProof } from '../sign-in/fresh-proof.js';
import { People } from './people.js';

@Controller()
export class PeopleController {
  constructor(
    private readonly people: People,
    private readonly freshProof: FreshProof,
  ) {}

  @Handle(listUsers)
  list(@Input() { query }: InputOf<typeof listUsers>): Promise<OutputOf<typeof listUsers>> {
    return this.people.list(query);
  }

  @Handle(addUser)
  async add(
    @Input() { body }: InputOf<typeof addUser>,
    @CalledBy() { sessionId }: Caller,
    @Req() request: FastifyRequest,
  ): Promise<OutputOf<typeof addUser>> {
    await this.freshProof.require(sessionId, request);
    return this.people.add(body);
  }

  @Handle(changeUser)
  async change(
    @Input() { params: { id }, body }: InputOf<typeof changeUser>,
    @CalledBy() { sessionId }: Caller,
    @Req() request: FastifyRequest,
  ): Promise<OutputOf<typeof changeUser>> {
    await this.freshProof.require(sessionId, request);
    return this.people.change(id, body, sessionId);
  }

  @Handle(removeUser)
  remove(@Input() { params: { id } }: InputOf<typeof removeUser>): Promise<void> {
    return this.people.remove(id);
  }
}
