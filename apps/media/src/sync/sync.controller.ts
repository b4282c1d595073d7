import { Controller, Req } from '@nestjs/common';
import {
  checkSync,
  shareWithDevice,
  syncChanges,
  syncFiles,
  type InputOf,
  type OutputOf,
} from '@hearth/contracts';
import { CalledBy, Handle, Input, type Caller } from '@hearth/platform';
import type { FastifyRequest } from 'fastify';
import { presentFile } from '../library/present-file.js';
import { SignedLinks } from '../streaming/signed-links.js';
import { BackupDevices } from '../storing/backup-devices.js';
import { FormFiles } from '../receiving/form-files.js';
import { BackupCheck } from './backup-check.js';
import { Outbound } from './outbound.js';

/** What a phone and the hub have of each other. */
@Controller()
export class SyncController {
  constructor(
    private readonly devices: BackupDevices,
    private readonly backup: BackupCheck,
    private readonly forms: FormFiles,
    private readonly outbound: Outbound,
    private readonly links: SignedLinks,
  ) {}

  @Handle(checkSync)
  async check(
    @Input() { params, body }: InputOf<typeof checkSync>,
    @CalledBy() caller: Caller,
  ): Promise<OutputOf<typeof checkSync>> {
    const { id } = await this.devices.getFor(caller, params.deviceId);
    const files = await this.backup.check(body.files);
    if (files.length > 0 && files.every(({ here }) => here === true)) await this.devices.recordInStep(id);
    return { files };
  }

  @Handle(syncFiles)
  async upload(
    @Input() { params }: InputOf<typeof syncFiles>,
    @CalledBy() caller: Caller,
    @Req() request: FastifyRequest,
  ): Promise<OutputOf<typeof syncFiles>> {
    const { id } = await this.devices.getFor(caller, params.deviceId);
    return { files: await this.forms.store(caller, request, id) };
  }

  @Handle(shareWithDevice)
  async share(
    @Input() { params, body }: InputOf<typeof shareWithDevice>,
    @CalledBy() caller: Caller,
  ): Promise<OutputOf<typeof shareWithDevice>> {
    const { id } = await this.devices.get(params.deviceId);
    return { added: await this.outbound.share(id, body.fileIds, caller.userId) };
  }

  @Handle(syncChanges)
  async changes(
    @Input() { params, query }: InputOf<typeof syncChanges>,
    @CalledBy() caller: Caller,
  ): Promise<OutputOf<typeof syncChanges>> {
    const { id } = await this.devices.getFor(caller, params.deviceId);
    const { files, cursor, hasMore } = await this.outbound.list(id, query);
    const linkTo = this.links.forSession(caller.sessionId);
    const items = files.map(({ file, sharedAt, sharedBy }) => ({
      file: presentFile(file, linkTo),
      sharedAt: sharedAt.toISOString(),
      sharedBy,
      downloadUrl: `/api/files/${file.id}/download`,
    }));
    return { items, cursor, hasMore };
  }
}
