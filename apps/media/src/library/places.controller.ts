import { Controller, Inject } from '@nestjs/common';
import {
  boxOfCell,
  derivedPath,
  pictureOf,
  findListedFiles,
  findPlaces,
  findPlaceWords,
  writeBox,
} from '@hearth/catalog';
import { listPlaces, type InputOf, type OutputOf } from '@hearth/contracts';
import { CalledBy, Handle, Input, type Caller } from '@hearth/platform';
import { DataSource } from 'typeorm';
import { MEDIA_CONFIG, type MediaConfig } from '../config.js';
import { SignedLinks } from '../streaming/signed-links.js';

/** Where files were taken. */
@Controller()
export class PlacesController {
  constructor(
    private readonly database: DataSource,
    private readonly links: SignedLinks,
    @Inject(MEDIA_CONFIG) private readonly config: MediaConfig,
  ) {}

  @Handle(listPlaces)
  async list(
    @Input() { query: { zoom, ...filter } }: InputOf<typeof listPlaces>,
    @CalledBy() { sessionId }: Caller,
  ): Promise<OutputOf<typeof listPlaces>> {
    const found = await findPlaces(this.database, filter, zoom);
    const ids = found.flatMap(({ fileId }) => fileId ?? []);
    const [files, words] = await Promise.all([
      findListedFiles(this.database, ids),
      findPlaceWords(this.database, ids),
    ]);
    const pictures = new Map(
      files.map(({ id, sha256, shown_turn: shownTurn }) => [id, sha256 && pictureOf({ sha256, shownTurn })]),
    );
    const linkTo = this.links.forSession(sessionId);
    const clusters = found.map(({ column, row, files: count, lat, lon, fileId, ...box }) => {
      const picture = fileId && pictures.get(fileId);
      return {
        ...{ lat, lon, files: count, bbox: writeBox(box), cell: boxOfCell(column, row, zoom), fileId },
        thumbnailUrl: picture ? linkTo(derivedPath(picture, 'grid')) : null,
        place: (fileId && words.get(fileId)) ?? null,
      };
    });
    return { clusters, tiles: tilesOf(this.config) };
  }
}

/** The server of map tiles that the owner names, if any. */
function tilesOf({ HEARTH_MAP_TILES: url, HEARTH_MAP_CREDIT: credit }: MediaConfig) {
  return url === undefined ? null : { url, credit: credit ?? null };
}
