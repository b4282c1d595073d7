import { Inject, Injectable } from '@nestjs/common';
import type { SessionId } from '@hearth/contracts';
import { MEDIA_CONFIG, type MediaConfig } from '../config.js';
import { signLink } from './sign-link.js';

/** Makes links to derived images for those who may see them. */
@Injectable()
export class SignedLinks {
  constructor(@Inject(MEDIA_CONFIG) private readonly config: MediaConfig) {}

  forSession(sessionId: SessionId): (path: string) => string {
    const now = new Date();
    return (path) => signLink({ path, sessionId, secret: this.config.HEARTH_LINK_SECRET, now });
  }
}
