import { Module } from '@nestjs/common';
import { JwtModule } from '@nestjs/jwt';
import { IdentityModule } from '../identity/identity.module.js';
import { AccessTokens } from './access-tokens.js';
import { ExpiredTokens } from './expired-tokens.js';
import { SessionRefresh } from './session-refresh.js';
import { Sessions } from './sessions.js';
import { SignIn } from './sign-in.js';
import { SignInController } from './sign-in.controller.js';
import { SignInLimits } from './sign-in-limits.js';

@Module({
  imports: [IdentityModule, JwtModule.register({})],
  controllers: [SignInController],
  providers: [AccessTokens, ExpiredTokens, SessionRefresh, Sessions, SignIn, SignInLimits],
})
export class SignInModule {}
