import { Module } from '@nestjs/common';
import { IdentityModule } from '../identity/identity.module.js';
import { SignInModule } from '../sign-in/sign-in.module.js';
import { OpenSessions } from './open-sessions.js';
import { OwnAccountController } from './own-account.controller.js';
import { OwnPassword } from './own-password.js';
import { People } from './people.js';
import { PeopleController } from './people.controller.js';

@Module({
  imports: [IdentityModule, SignInModule],
  controllers: [PeopleController, OwnAccountController],
  providers: [OpenSessions, OwnPassword, People],
  exports: [OwnPassword],
})
export class PeopleModule {}
