import { Controller, Req } from '@nestjs/common';
import { uploadFiles, type OutputOf } from '@hearth/contracts';
import { Handle, VisitedBy, type Visitor } from '@hearth/platform';
import type { FastifyRequest } from 'fastify';
import { FormFiles } from './form-files.js';
import { Uploaders } from './uploaders.js';

@Controller()
export class FormUploadController {
  constructor(
    private readonly forms: FormFiles,
    private readonly uploaders: Uploaders,
  ) {}

  @Handle(uploadFiles)
  async upload(
    @VisitedBy() visitor: Visitor,
    @Req() request: FastifyRequest,
  ): Promise<OutputOf<typeof uploadFiles>> {
    return { files: await this.forms.store(await this.uploaders.of(visitor), request) };
  }
}
