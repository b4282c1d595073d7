import { Controller, Res, StreamableFile } from '@nestjs/common';
import {
  changeTake,
  deleteTake,
  exportFrames,
  getTake,
  listTakes,
  startTake,
  stopTake,
  type InputOf,
  type OutputOf,
  type Take,
} from '@hearth/contracts';
import { CalledBy, Handle, HearthError, Input, type Caller } from '@hearth/platform';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import { getOwnSession } from '../joining/session-record.js';
import { LiveSessions } from '../streams/live-sessions.js';
import { FrameExport } from './frame-export.js';
import { presentTake, presentWithManifest } from './present-take.js';
import { keptUntil } from './running-takes.js';
import {
  countTakes,
  findManifest,
  getOwnTake,
  listFiled,
  listTakeRecords,
  recordKeepUntil,
} from './take-record.js';
import { TakeRemoval } from './take-removal.js';

const DEFAULT_LIMIT = 50;
const START = { countdownSec: 3, force: false, label: undefined };

@Controller()
export class TakesController {
  constructor(
    private readonly database: DataSource,
    private readonly sessions: LiveSessions,
    private readonly removal: TakeRemoval,
    private readonly frames: FrameExport,
  ) {}

  @Handle(startTake)
  async start(
    @Input() { params, body }: InputOf<typeof startTake>,
    @CalledBy() caller: Caller,
  ): Promise<OutputOf<typeof startTake>> {
    const session = await getOwnSession(this.database, params.id, caller);
    const port = await this.sessions.get(session.id);
    return this.present(await port.startTake({ ...START, ...body }), caller);
  }

  @Handle(stopTake)
  async stop(
    @Input() { params }: InputOf<typeof stopTake>,
    @CalledBy() caller: Caller,
  ): Promise<OutputOf<typeof stopTake>> {
    const session = await getOwnSession(this.database, params.id, caller);
    const take = await getOwnTake(this.database, params.takeId, caller);
    if (take.sessionId !== session.id) throw new HearthError('capture.take-not-found');
    await (await this.sessions.find(session.id))?.stopTake(take.id);
    return this.present(take.id, caller);
  }

  @Handle(listTakes)
  async list(
    @Input() { query }: InputOf<typeof listTakes>,
    @CalledBy() caller: Caller,
  ): Promise<OutputOf<typeof listTakes>> {
    const { sessionId } = query;
    const limit = query.pageSize ?? query.limit ?? DEFAULT_LIMIT;
    const before = decodeCursor(query.cursor);
    const isNumbered = query.page !== undefined || query.pageSize !== undefined;
    const offset = before === undefined ? ((query.page ?? 1) - 1) * limit : 0;
    const [takes, total] = await Promise.all([
      // One more tells whether there is a next page.
      listTakeRecords(this.database, { caller, sessionId, before, limit: limit + 1, offset }),
      isNumbered ? countTakes(this.database, { caller, sessionId }) : undefined,
    ]);
    const page = takes.slice(0, limit);
    const files = await listFiled(
      this.database,
      page.map(({ id }) => id),
    );
    return {
      items: page.map((take) => presentTake(take, files)),
      nextCursor: takes.length > limit ? (page.at(-1)?.id ?? null) : null,
      ...(total !== undefined && { total }),
    };
  }

  @Handle(getTake)
  get(@Input() { params }: InputOf<typeof getTake>, @CalledBy() caller: Caller): Promise<Take> {
    return this.present(params.id, caller);
  }

  @Handle(changeTake)
  async change(
    @Input() { params, body }: InputOf<typeof changeTake>,
    @CalledBy() caller: Caller,
  ): Promise<Take> {
    const take = await getOwnTake(this.database, params.id, caller);
    await recordKeepUntil(this.database, take.id, body.keep ? null : keptUntil());
    return this.present(take.id, caller);
  }

  @Handle(deleteTake)
  async delete(
    @Input() { params }: InputOf<typeof deleteTake>,
    @CalledBy() caller: Caller,
  ): Promise<OutputOf<typeof deleteTake>> {
    const take = await getOwnTake(this.database, params.id, caller);
    if (take.state === 'recording' || take.state === 'finishing')
      throw new HearthError('capture.take-not-ready');
    return { removed: await this.removal.remove(take) };
  }

  @Handle(exportFrames)
  async export(
    @Input() { params }: InputOf<typeof exportFrames>,
    @CalledBy() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const take = await getOwnTake(this.database, params.id, caller);
    const manifest = await findManifest(this.database, take.id);
    if (take.state !== 'ready' || !manifest) throw new HearthError('capture.take-not-ready');
    reply.header('content-type', 'application/zip');
    reply.header('content-disposition', 'attachment; filename="frames.zip"');
    return new StreamableFile(this.frames.zip(take, manifest));
  }

  private async present(id: string, caller: Caller): Promise<Take> {
    const take = await getOwnTake(this.database, id, caller);
    return presentWithManifest(
      take,
      await listFiled(this.database, [id]),
      await findManifest(this.database, id),
    );
  }
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function decodeCursor(cursor: string | undefined): string | undefined {
  if (cursor === undefined || UUID.test(cursor)) return cursor;
  throw new HearthError('request.invalid', {
    fields: [{ path: 'cursor', message: 'is not one of this list' }],
  });
}
