import { Controller, Req } from '@nestjs/common';
import { findListedFiles } from '@hearth/catalog';
import {
  changeShare,
  createShare,
  getShare,
  listShares,
  revokeShare,
  type InputOf,
  type OutputOf,
} from '@hearth/contracts';
import { CalledBy, Handle, Input, type Caller } from '@hearth/platform';
import type { FastifyRequest } from 'fastify';
import QRCode from 'qrcode';
import { DataSource } from 'typeorm';
import { FreshProof } from '../sign-in/fresh-proof.js';
import { presentShare } from './present-share.js';
import { QR } from './qr.controller.js';
import { findFetches, findOpens } from './share-rows.js';
import { Shares } from './shares.js';

const SHOWN_OF_EACH = 50;

@Controller()
export class SharesController {
  constructor(
    private readonly shares: Shares,
    private readonly freshProof: FreshProof,
    private readonly database: DataSource,
  ) {}

  @Handle(createShare)
  async create(
    @Input() { body }: InputOf<typeof createShare>,
    @CalledBy() caller: Caller,
    @Req() request: FastifyRequest,
  ): Promise<OutputOf<typeof createShare>> {
    await this.freshProof.require(caller.sessionId, request);
    const { expiresAt, ...share } = await this.shares.create(caller, body);
    return { ...share, expiresAt: expiresAt.toISOString(), qrSvg: await QRCode.toString(share.url, QR) };
  }

  @Handle(listShares)
  async list(
    @Input() { query }: InputOf<typeof listShares>,
    @CalledBy() caller: Caller,
  ): Promise<OutputOf<typeof listShares>> {
    const { rows, ...page } = await this.shares.list(caller, query);
    return { items: rows.map(presentShare), ...page };
  }

  @Handle(getShare)
  async get(
    @Input() { params: { id } }: InputOf<typeof getShare>,
    @CalledBy() caller: Caller,
  ): Promise<OutputOf<typeof getShare>> {
    const share = await this.shares.get(caller, id);
    const [opens, fetched] = await Promise.all([
      findOpens(this.database, id, SHOWN_OF_EACH),
      findFetches(this.database, id, SHOWN_OF_EACH),
    ]);
    const files = await findListedFiles(
      this.database,
      fetched.map(({ fileId }) => fileId),
    );
    const names = new Map(files.map((file) => [file.id, file.name]));
    return {
      ...presentShare(share),
      opens: opens.map(({ at, ...open }) => ({ at: at.toISOString(), ...open })),
      fetched: fetched.flatMap(({ lastAt, ...fetch }) => {
        const name = names.get(fetch.fileId);
        return name === undefined ? [] : [{ ...fetch, name, lastAt: lastAt.toISOString() }];
      }),
    };
  }

  @Handle(changeShare)
  async change(
    @Input() { params, body }: InputOf<typeof changeShare>,
    @CalledBy() caller: Caller,
    @Req() request: FastifyRequest,
  ): Promise<OutputOf<typeof changeShare>> {
    await this.freshProof.require(caller.sessionId, request);
    return presentShare(await this.shares.change(caller, params.id, body));
  }

  @Handle(revokeShare)
  revoke(@Input() { params }: InputOf<typeof revokeShare>, @CalledBy() caller: Caller): Promise<void> {
    return this.shares.revoke(caller, params.id);
  }
}
