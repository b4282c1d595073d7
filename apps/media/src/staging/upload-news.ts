import { Injectable } from '@nestjs/common';
import { uploadProgressed, type PayloadOf } from '@hearth/contracts';
import { LivePublisher } from '@hearth/platform';
import type { Upload } from './upload-record.js';

type State = PayloadOf<typeof uploadProgressed>['state'];

/** Tells browsers that look on how far uploads are. What is not heard is not missed: the next one says it again. */
@Injectable()
export class UploadNews {
  constructor(private readonly publisher: LivePublisher) {}

  tell(upload: Upload, state: State): void {
    this.publisher.publish(uploadProgressed, {
      uploadId: upload.id,
      ownerId: upload.userId,
      deviceId: upload.sessionDeviceId,
      name: upload.name,
      receivedBytes: upload.offsetBytes,
      sizeBytes: upload.sizeBytes,
      state,
      fileId: upload.fileId,
    });
  }
}
