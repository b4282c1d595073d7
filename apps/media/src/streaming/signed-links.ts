import { Inject, Injectable } from '@nestjs/common';
import type { SessionId } from '@hearth/contracts';
import { HearthError } from '@hearth/platform';
import { MEDIA_CONFIG, type MediaConfig } from '../config.js';
import { isSigned, signLink } from './sign-link.js';

/** Makes links to derived images for those who may see them. */
@Injectable()
export class SignedLinks {
  constructor(@Inject(MEDIA_CONFIG) private readonly config: MediaConfig) {}

  forSession(sessionId: SessionId): (path: string) => string {
    const now = new Date();
    const secret = this.config.HEARTH_LINK_SECRET;
    return (path) => signLink({ path, sessionId, secret, now });
  }

  /** Throws `link.invalid` and `link.expired`. */
  check(path: string, { s: sessionId, e: expires, k: digest }: { s: string; e: number; k: string }): void {
    const secret = this.config.HEARTH_LINK_SECRET;
    if (!isSigned({ uri: `/d/${path}`, sessionId, expires, secret }, digest))
      throw new HearthError('link.invalid');
    if (expires * 1000 < Date.now()) throw new HearthError('link.expired');
  }
}
