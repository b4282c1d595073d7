import { Module } from '@nestjs/common';
import { PairingModule } from '../pairing/pairing.module.js';
import { StagingModule } from '../staging/staging.module.js';
import { BackupDevices } from './backup-devices.js';
import { StoreAttempts } from './store-attempts.js';
import { StoreUpload } from './store-upload.js';
import { TakenMonths } from './taken-months.js';
import { VirusScan } from './virus-scan.js';

/** How what is complete comes into the library: scanned, under a name of its own, once. */
@Module({
  imports: [PairingModule, StagingModule],
  providers: [BackupDevices, StoreAttempts, StoreUpload, TakenMonths, VirusScan],
  exports: [BackupDevices, StoreAttempts],
})
export class StoringModule {}
