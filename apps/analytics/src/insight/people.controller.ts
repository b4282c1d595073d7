import { Controller, Inject, Res } from '@nestjs/common';
import {
  activity,
  changePrivacy,
  deviceInsight,
  fileInsight,
  forgetHistory,
  hasRole,
  nowPlaying,
  personInsight,
  type InputOf,
  type Range,
  type UserId,
} from '@hearth/contracts';
import { CalledBy, Handle, HearthError, Input, type Caller } from '@hearth/platform';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import { ANALYTICS_CONFIG, type AnalyticsConfig } from '../config.js';
import { Privacy } from '../privacy/privacy.js';
import { Rollups } from '../rollups/rollups.js';
import { findActivity } from './activity.js';
import { answerAs } from './answer-as.js';
import { findDeviceInsight } from './device-insight.js';
import { findFileInsight } from './file-insight.js';
import { findNowPlaying } from './now-playing.js';
import { findPersonInsight } from './person-insight.js';
import { spanOf, type Span } from './range-before.js';
import { tables } from './tables.js';

/** Figures that bear names. Admins see all of them, everyone what is their own. */
@Controller()
export class PeopleController {
  constructor(
    private readonly database: DataSource,
    private readonly rollups: Rollups,
    private readonly privacy: Privacy,
    @Inject(ANALYTICS_CONFIG) private readonly config: AnalyticsConfig,
  ) {}

  @Handle(activity)
  activity(
    @Input() { query }: InputOf<typeof activity>,
    @CalledBy() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    if (query.userId) mustBe(query.userId, caller);
    const page = findActivity(this.database, query, query.userId ?? onlyOf(caller));
    return answerAs(reply, query.format, page, ({ items }) => tables.accesses(items));
  }

  @Handle(nowPlaying)
  nowPlaying(
    @Input() { query }: InputOf<typeof nowPlaying>,
    @CalledBy() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return answerAs(reply, query.format, findNowPlaying(this.database, onlyOf(caller)), tables.nowPlaying);
  }

  @Handle(fileInsight)
  file(
    @Input() { params, query }: InputOf<typeof fileInsight>,
    @CalledBy() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const span = spanOf(query.range, this.rollups.clock.hourOf(Date.now()));
    const found = findFileInsight(this.database, params.id, caller, span);
    return answerAs(reply, query.format, found, tables.file[query.table]);
  }

  @Handle(personInsight)
  person(
    @Input() { params, query }: InputOf<typeof personInsight>,
    @CalledBy() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    mustBe(params.id, caller);
    const { HEARTH_NAMES_RETENTION: namesKeptMs } = this.config;
    const span = { ...this.namedSpanOf(query.range), timeZone: this.rollups.clock.timeZone };
    const found = findPersonInsight(this.database, params.id, span, namesKeptMs);
    return answerAs(reply, query.format, found, tables.person[query.table]);
  }

  @Handle(deviceInsight)
  device(
    @Input() { params, query }: InputOf<typeof deviceInsight>,
    @CalledBy() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const span = this.namedSpanOf(query.range);
    const found = findDeviceInsight(this.database, params.id, onlyOf(caller), span);
    return answerAs(reply, query.format, found, tables.device[query.table]);
  }

  @Handle(changePrivacy)
  async changePrivacy(@Input() { params, body }: InputOf<typeof changePrivacy>, @CalledBy() caller: Caller) {
    mustBe(params.id, caller);
    await this.privacy.setNamed(params.id, body.isNamed);
  }

  @Handle(forgetHistory)
  async forget(@Input() { params }: InputOf<typeof forgetHistory>, @CalledBy() caller: Caller) {
    mustBe(params.id, caller);
    await this.privacy.forget(params.id);
  }

  /** Whose figures are compared with those of a time of which names or single accesses are gone would be told too little. */
  private namedSpanOf(range: Range): Span {
    const { HEARTH_NAMES_RETENTION, HEARTH_ACCESS_LOG_RETENTION } = this.config;
    const keptMs = Math.min(HEARTH_NAMES_RETENTION, HEARTH_ACCESS_LOG_RETENTION);
    return spanOf(range, this.rollups.clock.hourOf(Date.now()), keptMs);
  }
}

/** Undefined where the caller sees everybody. */
function onlyOf({ role, userId }: Caller): UserId | undefined {
  return hasRole(role, 'admin') ? undefined : userId;
}

function mustBe(person: UserId, { role, userId }: Caller): void {
  if (person !== userId && !hasRole(role, 'admin')) throw new HearthError('auth.forbidden');
}
