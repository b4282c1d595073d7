import { Module } from '@nestjs/common';
import { JwtModule } from '@nestjs/jwt';
import { IdentityModule } from '../identity/identity.module.js';
import { SignInModule } from '../sign-in/sign-in.module.js';
import { FetchedByGuests } from './fetched-by-guests.js';
import { Guests } from './guests.js';
import { GuestsController } from './guests.controller.js';
import { Opening } from './opening.js';
import { QrController } from './qr.controller.js';
import { ShareLimits } from './share-limits.js';
import { ShareTokens } from './share-tokens.js';
import { Shares } from './shares.js';
import { SharesController } from './shares.controller.js';
import { StreamingModule } from '../streaming/streaming.module.js';
import { WallController } from './wall.controller.js';

@Module({
  imports: [IdentityModule, SignInModule, StreamingModule, JwtModule.register({})],
  controllers: [SharesController, GuestsController, QrController, WallController],
  providers: [FetchedByGuests, Guests, Opening, ShareLimits, Shares, ShareTokens],
  exports: [Guests],
})
export class SharesModule {}
