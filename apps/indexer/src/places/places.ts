import { Injectable } from '@nestjs/common';
import { findFilesWithoutPlace, findPosition, recordPlace } from '@hearth/catalog';
import type { FileId } from '@hearth/contracts';
import { DataSource } from 'typeorm';
import { defineFlow, type FlowHandler } from '../flows/define-flow.js';
import { namePlace } from './place-name.js';
import { TownIndex } from './town-index.js';

const STEP = 'places';
/** With another list of towns, or another way to choose one, files are asked about again. */
const PLACES_VERSION = 1;

/** Where a file was taken, in words, by its position. Nothing is asked of anybody outside of the house. */
export const placesFlow = defineFlow({
  name: STEP,
  lastsAtMostMs: 60_000,
  findDue: (database, limit) =>
    findFilesWithoutPlace(database, { version: PLACES_VERSION, step: STEP, limit }),
});

@Injectable()
export class Places implements FlowHandler {
  /** Read when the first file asks, for a house without positions needs none. */
  private towns: Promise<TownIndex> | undefined;

  constructor(private readonly database: DataSource) {}

  async run(fileId: FileId): Promise<void> {
    const position = await findPosition(this.database, fileId);
    if (!position) return;
    const town = (await this.readTowns()).find(position.lat, position.lon);
    await recordPlace(this.database, fileId, position, town && namePlace(town), PLACES_VERSION);
  }

  private readTowns(): Promise<TownIndex> {
    this.towns ??= TownIndex.ofTheWorld().catch((error: unknown) => {
      this.towns = undefined;
      throw error;
    });
    return this.towns;
  }
}
