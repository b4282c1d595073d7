import { Injectable } from '@nestjs/common';
import { searchMade, type InputOf, type listFiles, type SessionId } from '@hearth/contracts';
import { LivePublisher } from '@hearth/platform';

const LONGEST_TOLD = 200;

/** Tells analytics what is searched for, so that one sees what people do not find. Lost while NATS is away: no search waits. */
@Injectable()
export class SearchReports {
  constructor(private readonly events: LivePublisher) {}

  /** Of a search's first page alone: turning the pages is no search. */
  tell(
    sessionId: SessionId,
    { query, cursor, page }: InputOf<typeof listFiles>['query'],
    results: number,
  ): void {
    const typed = query?.trim().slice(0, LONGEST_TOLD).toWellFormed();
    if (!typed || cursor !== undefined || (page ?? 1) > 1) return;
    this.events.publish(searchMade, { sessionId, query: typed, results });
  }
}
