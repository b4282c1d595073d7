import { Module } from '@nestjs/common';
import { SignInModule } from '../sign-in/sign-in.module.js';
import { DeviceSightings } from './device-sightings.js';
import { Devices } from './devices.js';
import { DevicesController } from './devices.controller.js';
import { Invitations } from './invitations.js';
import { Join } from './join.js';
import { PairingController } from './pairing.controller.js';
import { PairingLimits } from './pairing-limits.js';

@Module({
  imports: [SignInModule],
  controllers: [PairingController, DevicesController],
  providers: [Devices, Invitations, Join, PairingLimits, DeviceSightings],
  exports: [Devices],
})
export class PairingModule {}
