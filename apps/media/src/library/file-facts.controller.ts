import { Controller, Get, Query } from '@nestjs/common';
import { findFactsAfter } from '@hearth/catalog';
import { fileId, type FileFacts } from '@hearth/contracts';
import { FILE_FACTS_PAGE, FILE_FACTS_PATH, OperatorRoute } from '@hearth/platform';
import { DataSource } from 'typeorm';

/** For services whose events of files were dropped before they had them; nginx does not lead here. */
@Controller()
export class FileFactsController {
  constructor(private readonly database: DataSource) {}

  @OperatorRoute('house')
  @Get(FILE_FACTS_PATH)
  async page(@Query('after') after: unknown): Promise<{ items: FileFacts[] }> {
    return {
      items: await findFactsAfter(this.database, fileId.optional().parse(after), FILE_FACTS_PAGE),
    };
  }
}
