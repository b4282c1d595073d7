import { Controller, Req, Res } from '@nestjs/common';
import {
  appendToUpload,
  createUpload,
  endUpload,
  mayUpload,
  overrideUpload,
  TUS_VERSION,
  UPLOAD_FILE_HEADER,
  UPLOAD_OUTCOME_HEADER,
  uploadOffset,
  uploadOptions,
  type InputOf,
} from '@hearth/contracts';
import { Handle, HearthError, Input, VisitedBy, type Visitor } from '@hearth/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { announcedBy } from './announced.js';
import { CHECKSUM_ALGORITHMS } from '../staging/checksum.js';
import { StagingFolder, type ReceivedBody } from '../staging/staging-folder.js';
import { checkVersion, readBytes, readChecksum, readMetadata, refuseConcatenation } from './tus-headers.js';
import { Uploaders } from './uploaders.js';
import { UploadNews } from '../staging/upload-news.js';
import { UploadPlans } from './upload-plans.js';
import type { Upload } from '../staging/upload-record.js';
import { Uploads } from './uploads.js';

const EXTENSIONS = 'creation,creation-with-upload,checksum,expiration,termination';
export const PIECE_TYPE = 'application/offset+octet-stream';

/** The tus protocol, 1.0.0 (https://tus.io/protocols/resumable-upload). The bodies are received by nginx. */
@Controller()
export class UploadsController {
  constructor(
    private readonly uploads: Uploads,
    private readonly plans: UploadPlans,
    private readonly staging: StagingFolder,
    private readonly uploaders: Uploaders,
    private readonly news: UploadNews,
  ) {}

  @Handle(uploadOptions)
  options(@Res({ passthrough: true }) reply: FastifyReply): void {
    reply.headers({
      'tus-resumable': TUS_VERSION,
      'tus-version': TUS_VERSION,
      'tus-extension': EXTENSIONS,
      'tus-max-size': String(this.plans.maxBytes),
      'tus-checksum-algorithm': CHECKSUM_ALGORITHMS.join(','),
    });
  }

  @Handle(createUpload)
  async create(
    @VisitedBy() visitor: Visitor,
    @Req() { headers }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    speakTus(headers, reply);
    refuseConcatenation(headers);
    const announced = announcedBy(readMetadata(headers), readBytes(headers, 'upload-length'));
    const checksum = readChecksum(headers);
    const body = await this.bodyOf(headers);
    if (body && !isPiece(headers)) throw new HearthError('request.unsupported-media-type');
    const uploader = await this.uploaders.of(visitor);
    const created = await this.uploads.create(uploader, {
      ...announced,
      metadata: String(headers['upload-metadata'] ?? ''),
    });
    reply.header('location', `/api/uploads/${created.id}`);
    this.news.tell(created, 'receiving');
    const isWhole = body !== undefined || created.sizeBytes === 0;
    const upload = isWhole
      ? await this.uploads.append(uploader, created.id, { offsetBytes: 0, body, checksum })
      : created;
    describe(upload, reply);
  }

  @Handle(mayUpload)
  async mayUpload(@VisitedBy() visitor: Visitor, @Req() { headers }: FastifyRequest): Promise<void> {
    await this.uploaders.of(visitor);
    // Or nginx fails at writing the body where there is no folder for it, which looks like a full disk.
    await this.staging.checkLibrary();
    this.uploaders.checkPiece(visitor, headers['x-body-length']);
  }

  @Handle(uploadOffset)
  async offset(
    @Input() { params: { id } }: InputOf<typeof uploadOffset>,
    @VisitedBy() visitor: Visitor,
    @Req() { headers }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    speakTus(headers, reply);
    const upload = await this.uploads.resume(await this.uploaders.of(visitor), id);
    describe(upload, reply);
    reply.headers({ 'upload-length': String(upload.sizeBytes), 'cache-control': 'no-store' });
    if (upload.metadata !== '') reply.header('upload-metadata', upload.metadata);
  }

  @Handle(appendToUpload)
  async append(
    @Input() { params: { id } }: InputOf<typeof appendToUpload>,
    @VisitedBy() visitor: Visitor,
    @Req() { headers }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    speakTus(headers, reply);
    if (!isPiece(headers)) throw new HearthError('request.unsupported-media-type');
    const offsetBytes = readBytes(headers, 'upload-offset');
    const checksum = readChecksum(headers);
    const body = await this.bodyOf(headers);
    const uploader = await this.uploaders.of(visitor);
    const upload = await this.uploads.append(uploader, id, { offsetBytes, body, checksum });
    if (upload.state === 'receiving') this.news.tell(upload, 'receiving');
    describe(upload, reply);
  }

  /** tus 1.0.0: the header is to be taken for the method. */
  @Handle(overrideUpload)
  async override(
    @Input() input: InputOf<typeof overrideUpload>,
    @VisitedBy() visitor: Visitor,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    switch (request.headers['x-http-method-override']) {
      case 'PATCH':
        return this.append(input, visitor, request, reply);
      case 'DELETE':
        return this.end(input, visitor, request, reply);
      case 'HEAD':
        reply.status(uploadOffset.status);
        return this.offset(input, visitor, request, reply);
      default:
        throw new HearthError('request.method-not-allowed', { headers: { allow: 'HEAD, PATCH, DELETE' } });
    }
  }

  @Handle(endUpload)
  async end(
    @Input() { params: { id } }: InputOf<typeof endUpload>,
    @VisitedBy() visitor: Visitor,
    @Req() { headers }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    speakTus(headers, reply);
    this.news.tell(await this.uploads.end(await this.uploaders.of(visitor), id), 'ended');
  }

  private async bodyOf(headers: FastifyRequest['headers']): Promise<ReceivedBody | undefined> {
    const body = await this.staging.findBody(headers['x-body-file']);
    // Nothing but nginx hands bodies over, and it leaves none in the request.
    const isLeftBehind =
      Number(headers['content-length'] ?? 0) > 0 || headers['transfer-encoding'] !== undefined;
    if (!body && isLeftBehind) await this.staging.checkLibrary();
    if (!body && isLeftBehind)
      throw new HearthError('request.invalid', { detail: 'The body was not received.' });
    return body;
  }
}

function speakTus(headers: FastifyRequest['headers'], reply: FastifyReply): void {
  reply.header('tus-resumable', TUS_VERSION);
  checkVersion(headers);
}

function isPiece(headers: FastifyRequest['headers']): boolean {
  return headers['content-type'] === PIECE_TYPE;
}

function describe(upload: Upload, reply: FastifyReply): void {
  reply.header('upload-offset', String(upload.offsetBytes));
  if (upload.state === 'receiving') reply.header('upload-expires', upload.expiresAt.toUTCString());
  if (upload.outcome === null || upload.fileId === null) return;
  reply.headers({ [UPLOAD_OUTCOME_HEADER]: upload.outcome, [UPLOAD_FILE_HEADER]: upload.fileId });
}
