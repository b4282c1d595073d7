import { createWriteStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Busboy, type BusboyFileStream, type BusboyInstance } from '@fastify/busboy';
import { Injectable } from '@nestjs/common';
import type { DeviceId, StoredFile, UploadId } from '@hearth/contracts';
import { HearthError } from '@hearth/platform';
import type { FastifyRequest } from 'fastify';
import { v7 } from 'uuid';
import { z } from 'zod';
import { modifiedAt, sensible } from './announced.js';
import { isNoSpace } from '../staging/no-space.js';
import { STAGED_MODE, StagingFolder } from '../staging/staging-folder.js';
import { folderOf, nameOf, UploadPlans, type StagedUpload } from './upload-plans.js';
import type { NewUpload, Upload } from '../staging/upload-record.js';
import type { Uploader } from './uploaders.js';
import { Uploads } from './uploads.js';

/** What nobody touches for long is thrown away. */
const TOUCH_EVERY_MS = 60_000;
const MAX_FILES = 1_000;
const MAX_FIELDS = 2 * MAX_FILES;
const MAX_FIELD_BYTES = 4_096;
const MAX_HEADER_PAIRS = 20;

interface Form {
  readonly folder: string | undefined;
  readonly files: readonly StagedUpload[];
}

/** Files that come as a form (RFC 7578). They are staged as they come in, and stored once the form is complete. */
@Injectable()
export class FormFiles {
  constructor(
    private readonly staging: StagingFolder,
    private readonly plans: UploadPlans,
    private readonly uploads: Uploads,
  ) {}

  /** Throws `request.invalid` where the form ends early; then none of it is stored. */
  async store(uploader: Uploader, request: FastifyRequest, deviceId?: DeviceId): Promise<StoredFile[]> {
    if (!/^multipart\/form-data\s*;/i.test(request.headers['content-type'] ?? '')) {
      throw new HearthError('request.unsupported-media-type');
    }
    checkLength(uploader, request);
    await this.plans.checkForm(uploader, Number(request.headers['content-length'] ?? 0));
    const staged = new Map<UploadId, Promise<StagedUpload>>();
    const plans: NewUpload[] = [];
    const touching = setInterval(() => void this.staging.touch(staged.keys()), TOUCH_EVERY_MS);
    try {
      const { folder, files } = await this.receive(request, staged);
      if (files.length === 0) throw new HearthError('request.invalid', { detail: 'The form holds no file.' });
      for (const file of files) {
        plans.push(await this.plans.makeStaged(uploader, { ...file, folder, deviceId }));
      }
      return await this.storeAll(plans, (id) => staged.delete(id));
    } finally {
      clearInterval(touching);
      await Promise.allSettled(staged.values());
      await Promise.all([...staged.keys()].map((id) => this.staging.remove(id)));
      for (const plan of plans) if (staged.has(plan.id)) await this.plans.giveUp(uploader, plan);
    }
  }

  /** One after the other. Where one fails, the answer says which of them are not in the library. */
  private async storeAll(
    plans: readonly NewUpload[],
    onRecorded: (id: UploadId) => void,
  ): Promise<StoredFile[]> {
    const stored: StoredFile[] = [];
    for (const plan of plans) {
      try {
        stored.push(storedFile(await this.uploads.storeStaged(plan, () => onRecorded(plan.id))));
      } catch (error) {
        throw stored.length === 0 ? error : partlyStored(error, plans, stored.length);
      }
    }
    return stored;
  }

  private async receive(
    request: FastifyRequest,
    staged: Map<UploadId, Promise<StagedUpload>>,
  ): Promise<Form> {
    const form = this.parser(request);
    let folder: string | undefined;
    let changedAt: Date | undefined;
    const failed = new AbortController();
    const fail = (error: unknown): void => failed.abort(error);
    const guard = (work: () => void): void => {
      try {
        work();
      } catch (error) {
        fail(error);
      }
    };
    form.on('field', (name, value) =>
      guard(() => {
        if (name === 'folder') folder = folderOf(value);
        if (name === 'modifiedAt') changedAt = sensible(modifiedAt.parse(value));
      }),
    );
    form.on('file', (_field, stream, filename, _encoding, mimeType) => {
      // An aborted form ends its streams with errors that nobody else waits for.
      stream.on('error', () => undefined);
      guard(() => {
        const file = { id: v7() as UploadId, name: nameOf(filename ?? ''), mimeType, modifiedAt: changedAt };
        changedAt = undefined;
        const staging = this.stage(file, stream, failed.signal);
        staged.set(file.id, staging);
        staging.catch(fail);
      });
      if (failed.signal.aborted) stream.resume();
    });
    for (const limit of ['partsLimit', 'filesLimit', 'fieldsLimit'] as const) {
      form.on(limit, () => fail(new HearthError('request.too-large')));
    }
    request.raw.once('error', fail).once('close', () => {
      if (!request.raw.complete) fail(incomplete());
    });
    try {
      await readThrough(request.raw, form.once('error', fail), failed.signal);
      return { folder, files: await Promise.all(staged.values()) };
    } catch (error) {
      fail(error);
      throw incomplete(failed.signal.reason);
    }
  }

  private parser({ headers }: FastifyRequest): BusboyInstance {
    try {
      return new Busboy({
        headers: headers as { 'content-type': string },
        // A path in a name is refused, not cut off.
        preservePath: true,
        limits: {
          files: MAX_FILES,
          fields: MAX_FIELDS,
          parts: MAX_FILES + MAX_FIELDS,
          fieldSize: MAX_FIELD_BYTES,
          fileSize: this.plans.maxBytes,
          headerPairs: MAX_HEADER_PAIRS,
        },
      });
    } catch (error) {
      throw new HearthError('request.invalid', { detail: 'The form has no boundary.', cause: error });
    }
  }

  private async stage(
    file: Omit<StagedUpload, 'sizeBytes'>,
    stream: BusboyFileStream,
    signal: AbortSignal,
  ): Promise<StagedUpload> {
    // On the disk before it is written down: what a disk takes and does not keep, as for lack of space, is known only then.
    const target = createWriteStream(this.staging.pathOf(file.id), {
      flags: 'wx',
      mode: STAGED_MODE,
      flush: true,
    });
    try {
      await pipeline(stream, target, { signal });
    } catch (error) {
      if (isNoSpace(error)) throw new HearthError('upload.no-space', { cause: error });
      if ((error as NodeJS.ErrnoException).syscall === 'fsync')
        throw new HearthError('service.failed', { cause: error });
      throw incomplete(error);
    }
    if (stream.truncated) throw new HearthError('upload.too-large');
    return { ...file, sizeBytes: target.bytesWritten };
  }
}

/** A guest's form is no longer than what the link still takes; what frames its files is counted as theirs. */
function checkLength({ bringer }: Uploader, { headers }: FastifyRequest): void {
  if (!bringer) return;
  const bytes = Number(headers['content-length'] ?? Infinity);
  if (!(bytes <= bringer.leftBytes)) throw new HearthError('share.full');
}

/** Ends early when told to. The request is read to its end even then, as destroying it would take the answer away with it. */
function readThrough(source: Readable, form: BusboyInstance, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    form.once('finish', resolve);
    signal.addEventListener('abort', () => {
      source.unpipe(form);
      source.resume();
      reject(signal.reason);
    });
    source.pipe(form);
  });
}

function incomplete(error?: unknown): HearthError | z.ZodError {
  if (error instanceof HearthError || error instanceof z.ZodError) return error;
  return new HearthError('request.invalid', { detail: 'The form ended early.', cause: error });
}

function partlyStored(error: unknown, plans: readonly NewUpload[], count: number): HearthError {
  const { code, details } = error instanceof HearthError ? error : new HearthError('service.failed');
  const which = `The first ${count} of ${plans.length} files are in the library, the others are not.`;
  return new HearthError(code, {
    ...details,
    detail: details.detail === undefined ? which : `${details.detail} ${which}`,
    fields: plans.slice(count).map(({ name }) => ({ path: name, message: 'is not in the library' })),
    cause: error,
  });
}

function storedFile(upload: Upload): StoredFile {
  const { fileId, targetName, targetFolder, sizeBytes, sha256, outcome } = upload;
  if (!fileId || targetName === null || targetFolder === null || !sha256 || !outcome) {
    throw new Error('the upload is not in the library');
  }
  return { id: fileId, name: targetName, folder: targetFolder, sizeBytes, sha256, outcome };
}
