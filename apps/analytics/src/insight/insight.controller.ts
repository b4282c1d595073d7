import { Controller, Inject, Res } from '@nestjs/common';
import {
  engagement,
  hasRole,
  heatmap,
  neverWatched,
  popular,
  searchInsights,
  storageSummary,
  type InputOf,
  type OutputOf,
} from '@hearth/contracts';
import { CalledBy, Handle, Input, type Caller } from '@hearth/platform';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import { ANALYTICS_CONFIG, type AnalyticsConfig } from '../config.js';
import { Rollups } from '../rollups/rollups.js';
import { answerAs } from './answer-as.js';
import { findEngagement } from './engagement.js';
import { findHeatmap } from './heatmap.js';
import { findNeverWatched } from './never-watched.js';
import { findPopular } from './popular.js';
import { spanOf } from './range-before.js';
import { findSearches } from './search-insights.js';
import { SharedAnswers } from './shared-answers.js';
import { summariseStorage } from './storage-summary.js';
import { tables } from './tables.js';

/** Figures of the whole house. */
@Controller()
export class InsightController {
  private readonly summaries = new SharedAnswers<OutputOf<typeof storageSummary>>();

  constructor(
    private readonly database: DataSource,
    private readonly rollups: Rollups,
    @Inject(ANALYTICS_CONFIG) private readonly config: AnalyticsConfig,
  ) {}

  @Handle(popular)
  popular(
    @Input() { query }: InputOf<typeof popular>,
    @CalledBy() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const uploadedBy = hasRole(caller.role, 'admin') ? undefined : caller.userId;
    const span = spanOf(query.range, this.rollups.clock.hourOf(Date.now()));
    return answerAs(reply, query.format, findPopular(this.database, query, uploadedBy, span), tables.popular);
  }

  @Handle(engagement)
  engagement(
    @Input() { query }: InputOf<typeof engagement>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const found = findEngagement(this.database, this.rollups.clock, query.range, Date.now());
    return answerAs(reply, query.format, found, tables.engagement[query.table]);
  }

  @Handle(heatmap)
  heatmap(
    @Input() { query }: InputOf<typeof heatmap>,
    @CalledBy() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return answerAs(reply, query.format, findHeatmap(this.database, query, caller), tables.heatmap);
  }

  @Handle(storageSummary)
  storageSummary(
    @Input() { query }: InputOf<typeof storageSummary>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { HEARTH_LIBRARY: library } = this.config;
    const summary = this.summaries.get(query.under, () =>
      summariseStorage(this.database, this.rollups.clock, library, query.under),
    );
    return answerAs(reply, query.format, summary, tables.storage[query.table]);
  }

  @Handle(neverWatched)
  neverWatched(
    @Input() { query }: InputOf<typeof neverWatched>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return answerAs(reply, query.format, findNeverWatched(this.database, query), tables.neverWatched);
  }

  @Handle(searchInsights)
  searchInsights(
    @Input() { query }: InputOf<typeof searchInsights>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return answerAs(reply, query.format, findSearches(this.database, query), tables.searches[query.table]);
  }
}
