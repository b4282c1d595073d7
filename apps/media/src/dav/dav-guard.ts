import { Injectable } from '@nestjs/common';
import { HearthError, type Caller } from '@hearth/platform';
import type { FastifyRequest } from 'fastify';
import { evaluateConditions } from '../streaming/conditional.js';
import { DavLocks, type Touched } from './dav-locks.js';
import { readDavAddress, readDavPath } from './dav-path.js';
import { DavResources } from './dav-resources.js';
import { davTagOf } from './dav-tag.js';
import { readIf, tokensIn, type IfCondition, type IfList } from './read-if.js';

/** Lets a change pass where its conditions are met, and no lock of somebody else's stands against it. */
@Injectable()
export class DavGuard {
  constructor(
    private readonly resources: DavResources,
    private readonly locks: DavLocks,
  ) {}

  /** Throws `request.precondition-failed` (RFC 4918, section 10.4; RFC 9110, section 13), then `lock.held`. */
  async pass(caller: Caller, request: FastifyRequest, touched: readonly Touched[]): Promise<void> {
    const shown = await this.meet(request);
    for (const each of touched) await this.locks.check(caller, each, shown);
  }

  /** Of what has gone from a path, no lock stays behind. */
  forget(path: string): Promise<void> {
    return this.locks.forget(path);
  }

  /** Only the conditions. Returns the tokens that were shown. */
  async meet({ url, headers }: FastifyRequest): Promise<Set<string>> {
    const path = readDavPath(url);
    await this.checkTags(path, headers);
    const { if: header } = headers;
    const lists = readIf(typeof header === 'string' ? header : undefined);
    for (const list of lists) {
      if (await this.isMet(list, path, headers.host)) return tokensIn(lists);
    }
    if (lists.length > 0) throw new HearthError('request.precondition-failed');
    return new Set();
  }

  private async isMet(
    { address, conditions }: IfList,
    path: string,
    host: string | undefined,
  ): Promise<boolean> {
    const of = address === undefined ? path : readDavAddress(address, host);
    if (of === undefined) return false;
    for (const condition of conditions) {
      const isTrue =
        condition.token === undefined ? await this.hasTag(of, condition) : await this.hasLock(of, condition);
      if (isTrue === condition.isNegated) return false;
    }
    return true;
  }

  private async hasTag(path: string, { etag }: IfCondition): Promise<boolean> {
    const known = await this.findTag(path);
    return known !== undefined && etag === known;
  }

  private async hasLock(path: string, { token }: IfCondition): Promise<boolean> {
    return (await this.locks.find({ path })).some((lock) => lock.token === token);
  }

  private async checkTags(path: string, headers: FastifyRequest['headers']): Promise<void> {
    if (headers['if-match'] === undefined && headers['if-none-match'] === undefined) return;
    const isThere = (await this.resources.find(path)) !== undefined;
    const isMet = isThere
      ? evaluateConditions(headers, await this.findTag(path)) === 'proceed'
      : headers['if-match'] === undefined;
    if (!isMet) throw new HearthError('request.precondition-failed');
  }

  private async findTag(path: string): Promise<string | undefined> {
    const there = await this.resources.find(path);
    return there?.kind === 'file' && there.file.sha256 !== null ? davTagOf(there.file.sha256) : undefined;
  }
}
