import { Controller, Req, Res } from '@nestjs/common';
import { davLock, davUnlock } from '@hearth/contracts';
import { CalledBy, Handle, HearthError, type Caller } from '@hearth/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DavGuard } from './dav-guard.js';
import { DavLocks, type DavLock } from './dav-locks.js';
import { davHref, readDavPath } from './dav-path.js';
import { DavResources } from './dav-resources.js';
import { DavWriting } from './dav-writing.js';
import { readLockinfo, readTimeoutSec, writeActiveLock } from './read-lockinfo.js';
import { XML_TYPE } from './write-multistatus.js';

/** WebDAV, class 2: locks (RFC 4918, sections 9.10 and 9.11). */
@Controller()
export class DavLocksController {
  constructor(
    private readonly resources: DavResources,
    private readonly locks: DavLocks,
    private readonly guard: DavGuard,
    private readonly writing: DavWriting,
  ) {}

  @Handle(davLock)
  async lock(
    @CalledBy() caller: Caller,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const timeoutSec = readTimeoutSec(String(request.headers['timeout'] ?? ''));
    const shown = await this.guard.meet(request);
    const path = readDavPath(request.url);
    if (typeof request.body !== 'string' || request.body === '') {
      const refreshed = await this.locks.refresh(caller, path, shown, timeoutSec);
      if (!refreshed) throw new HearthError('request.precondition-failed');
      await answer(reply, 200, refreshed);
      return;
    }
    const wish = readLockinfo(request.body);
    const there = await this.resources.find(path);
    // A name is locked by an empty file that takes it, which is a change of its folder (RFC 4918, section 7.3).
    if (!there) await this.locks.check(caller, { path, isMember: true }, shown);
    const isDeep = depthOf(request) && there?.kind === 'folder';
    const taken = {
      ...wish,
      path: there?.path ?? path,
      isFolder: there?.kind === 'folder',
      isDeep,
      timeoutSec,
    };
    if (!there) await this.writing.placeFor(path);
    const lock = await this.locks.take(caller, taken);
    try {
      if (!there) await this.writing.put(caller, { path, body: undefined });
    } catch (error) {
      await this.locks.release(caller, taken.path, lock.token);
      throw error;
    }
    await answer(reply.header('lock-token', `<${lock.token}>`), there ? 200 : 201, lock);
  }

  @Handle(davUnlock)
  async unlock(@CalledBy() caller: Caller, @Req() request: FastifyRequest): Promise<void> {
    const [, token] = /^\s*<([^<>]+)>\s*$/.exec(String(request.headers['lock-token'] ?? '')) ?? [];
    if (token === undefined) throw new HearthError('request.invalid', { detail: 'There is no Lock-Token.' });
    await this.locks.release(caller, readDavPath(request.url), token);
  }
}

/** Whether it is to reach down (RFC 4918, section 9.10.3). */
function depthOf({ headers }: FastifyRequest): boolean {
  const depth = String(headers.depth ?? 'infinity').toLowerCase();
  if (depth !== '0' && depth !== 'infinity')
    throw new HearthError('request.invalid', { detail: 'The Depth of a lock is 0 or infinity.' });
  return depth === 'infinity';
}

async function answer(reply: FastifyReply, status: number, lock: DavLock): Promise<void> {
  const active = writeActiveLock({ ...lock, root: davHref(lock.path, lock.isFolder ? 'folder' : 'file') });
  const body = `<D:prop xmlns:D="DAV:"><D:lockdiscovery>${active}</D:lockdiscovery></D:prop>`;
  await reply.status(status).type(XML_TYPE).send(`<?xml version="1.0" encoding="utf-8"?>\n${body}\n`);
}
