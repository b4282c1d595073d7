import { Controller, Req } from '@nestjs/common';
import {
  changeDevice,
  forgetDevice,
  listDevices,
  revokeDevice,
  wakeDevice,
  type InputOf,
  type OutputOf,
} from '@hearth/contracts';
import { CalledBy, Handle, HearthError, Input, type Caller } from '@hearth/platform';
import type { FastifyRequest } from 'fastify';
import { FreshProof } from '../sign-in/fresh-proof.js';
import { Devices } from './devices.js';
import { broadcastAddresses, sendMagicPacket } from '../waking/wake-on-lan.js';

@Controller()
export class DevicesController {
  constructor(
    private readonly devices: Devices,
    private readonly freshProof: FreshProof,
  ) {}

  @Handle(listDevices)
  list(
    @Input() { query }: InputOf<typeof listDevices>,
    @CalledBy() caller: Caller,
  ): Promise<OutputOf<typeof listDevices>> {
    return this.devices.list(caller, query);
  }

  @Handle(changeDevice)
  async change(
    @Input() { params: { deviceId }, body }: InputOf<typeof changeDevice>,
    @CalledBy() caller: Caller,
    @Req() request: FastifyRequest,
  ): Promise<OutputOf<typeof changeDevice>> {
    await this.freshProof.require(caller.sessionId, request);
    return this.devices.change(caller, deviceId, body);
  }

  @Handle(revokeDevice)
  signOut(
    @Input() { params: { deviceId }, body }: InputOf<typeof revokeDevice>,
    @CalledBy() caller: Caller,
  ): Promise<void> {
    return this.devices.signOut(caller, deviceId, body);
  }

  @Handle(forgetDevice)
  forget(
    @Input() { params: { deviceId } }: InputOf<typeof forgetDevice>,
    @CalledBy() caller: Caller,
  ): Promise<void> {
    return this.devices.forget(caller, deviceId);
  }

  @Handle(wakeDevice)
  async wake(
    @Input() { body: { deviceId, mac } }: InputOf<typeof wakeDevice>,
    @CalledBy() caller: Caller,
  ): Promise<void> {
    const macAddress = deviceId ? (await this.devices.get(caller, deviceId)).macAddress : mac;
    if (!macAddress) throw new HearthError('device.no-mac-address');
    await sendMagicPacket(macAddress, broadcastAddresses());
  }
}
