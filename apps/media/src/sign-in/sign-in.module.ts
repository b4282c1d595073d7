import { Module } from '@nestjs/common';
import { JwtModule } from '@nestjs/jwt';
import { IdentityModule } from '../identity/identity.module.js';
import { AccessTokens } from './access-tokens.js';
import { AttemptCounts } from './attempt-counts.js';
import { ExpiredTokens } from './expired-tokens.js';
import { FreshProof } from './fresh-proof.js';
import { RefusedSessionsController } from './refused-sessions.controller.js';
import { SessionChanges } from './session-changes.js';
import { SessionRefresh } from './session-refresh.js';
import { SessionTokens } from './session-tokens.js';
import { Sessions } from './sessions.js';
import { SignIn } from './sign-in.js';
import { SignInController } from './sign-in.controller.js';
import { SignInLimits } from './sign-in-limits.js';
import { UsedProofs } from './used-proofs.js';

@Module({
  imports: [IdentityModule, JwtModule.register({})],
  controllers: [SignInController, RefusedSessionsController],
  providers: [
    AccessTokens,
    AttemptCounts,
    ExpiredTokens,
    FreshProof,
    SessionChanges,
    SessionRefresh,
    Sessions,
    SessionTokens,
    SignIn,
    SignInLimits,
    UsedProofs,
  ],
  exports: [AttemptCounts, FreshProof, SessionChanges, Sessions, SessionTokens, SignInLimits],
})
export class SignInModule {}
