import { Controller, Req } from '@nestjs/common';
import {
  addAppPassword,
  listAppPasswords,
  removeAppPassword,
  type InputOf,
  type OutputOf,
} from '@hearth/contracts';
import { CalledBy, Handle, HearthError, Input, type Caller } from '@hearth/platform';
import type { FastifyRequest } from 'fastify';
import { OwnPassword } from '../people/own-password.js';
import { AppPasswords } from './app-passwords.js';

@Controller()
export class AppPasswordsController {
  constructor(
    private readonly appPasswords: AppPasswords,
    private readonly ownPassword: OwnPassword,
  ) {}

  @Handle(listAppPasswords)
  list(
    @Input() { query }: InputOf<typeof listAppPasswords>,
    @CalledBy() caller: Caller,
  ): Promise<OutputOf<typeof listAppPasswords>> {
    return this.appPasswords.list(caller, query);
  }

  @Handle(addAppPassword)
  async add(
    @Input() { body: { name, currentPassword } }: InputOf<typeof addAppPassword>,
    @CalledBy() caller: Caller,
    @Req() { ip }: FastifyRequest,
  ): Promise<OutputOf<typeof addAppPassword>> {
    // It outlives the session: who only found an open one is not to make any.
    const { username } = await this.ownPassword.confirm(caller, ip, currentPassword);
    return { ...(await this.appPasswords.add({ ...caller, username }, name)), username };
  }

  @Handle(removeAppPassword)
  async remove(
    @Input() { params: { id } }: InputOf<typeof removeAppPassword>,
    @CalledBy() caller: Caller,
  ): Promise<void> {
    // A device may be in a guest's hands.
    if (caller.deviceId) throw new HearthError('auth.forbidden');
    await this.appPasswords.remove(caller, id);
  }
}
