import { Controller } from '@nestjs/common';
import {
  confirmRemovals,
  getFile,
  libraryStatus,
  listFiles,
  timeline,
  type InputOf,
  type OutputOf,
} from '@hearth/contracts';
import { CalledBy, Handle, Input, type Caller } from '@hearth/platform';
import { PlaybackPositions } from '../playback/playback-positions.js';
import { SignedLinks } from '../streaming/signed-links.js';
import { Library } from './library.js';
import { SearchReports } from './search-reports.js';
import { presentFile, presentFileDetail } from './present-file.js';

@Controller()
export class LibraryController {
  constructor(
    private readonly library: Library,
    private readonly links: SignedLinks,
    private readonly searches: SearchReports,
    private readonly positions: PlaybackPositions,
  ) {}

  @Handle(listFiles)
  async list(
    @Input() { query }: InputOf<typeof listFiles>,
    @CalledBy() { sessionId }: Caller,
  ): Promise<OutputOf<typeof listFiles>> {
    const { rows, ...page } = await this.library.list(query);
    this.searches.tell(sessionId, query, page.total ?? rows.length);
    const linkTo = this.links.forSession(sessionId);
    return { items: rows.map((row) => presentFile(row, linkTo)), ...page };
  }

  @Handle(timeline)
  timeline(@Input() { query }: InputOf<typeof timeline>): Promise<OutputOf<typeof timeline>> {
    return this.library.countByDay(query);
  }

  @Handle(getFile)
  async get(
    @Input() { params }: InputOf<typeof getFile>,
    @CalledBy() { sessionId, userId }: Caller,
  ): Promise<OutputOf<typeof getFile>> {
    const [file, positionSec] = await Promise.all([
      this.library.get(params.id),
      this.positions.find(userId, params.id),
    ]);
    return presentFileDetail(file, this.links.forSession(sessionId), positionSec);
  }

  @Handle(libraryStatus)
  status(@CalledBy() caller: Caller): Promise<OutputOf<typeof libraryStatus>> {
    return this.library.status(caller);
  }

  @Handle(confirmRemovals)
  confirmRemovals(): Promise<OutputOf<typeof confirmRemovals>> {
    return this.library.confirmRemovals();
  }
}
