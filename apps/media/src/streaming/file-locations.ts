import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { fileChanged, fileRemoved, type FileId, type PayloadOf } from '@hearth/contracts';
import { findLocatedFile } from '@hearth/catalog';
import { EventConsumer, HearthError } from '@hearth/platform';
import { DataSource } from 'typeorm';
import { MEDIA_CONFIG, type MediaConfig } from '../config.js';
import { LibraryWake } from '../waking/library-wake.js';
import { locationOf, locationOnDisk, type FileLocation } from './file-location.js';

const REMEMBERED_FILES = 20_000;
/** The bound on how old an answer can be, whatever happens to the events. */
const MAX_AGE_MS = 60_000;
/** Longer than `MAX_AGE_MS`: what was remembered before an outage of NATS is heard of again or too old. */
const LOOK_BACK_MS = 2 * MAX_AGE_MS;
/** How long a file that is in use is believed to be as it was at the last look at the disk. */
const LOOK_EVERY_MS = 1_000;

/** What was asked for so lately is not asked for again because nothing is at its place. */
const RELOAD_AFTER_MS = 5_000;

interface Remembered {
  readonly location: FileLocation;
  readonly knownAt: number;
  /** The location as it was found on the disk, and when. */
  onDisk?: FileLocation | undefined;
  lookedAt: number;
  looking?: Promise<FileLocation | undefined> | undefined;
}

/**
 * Where files are, from memory: a video asks for thousands of ranges, and each must not cost a query. The catalogue's events drop what
 * changed, usually within a second. When they do not come, because NATS is away or its store was wiped, an entry is used for
 * 60 seconds at most.
 */
@Injectable()
export class FileLocations implements OnApplicationBootstrap {
  /** In the order of being remembered, so the oldest stands first. */
  private readonly remembered = new Map<FileId, Remembered>();
  private readonly loading = new Map<FileId, Promise<FileLocation>>();

  constructor(
    private readonly database: DataSource,
    private readonly events: EventConsumer,
    private readonly wake: LibraryWake,
    @Inject(MEDIA_CONFIG) private readonly config: MediaConfig,
  ) {}

  onApplicationBootstrap(): void {
    for (const event of [fileChanged, fileRemoved]) {
      this.events.follow(() => new Date(Date.now() - LOOK_BACK_MS), {
        filter: event.subject,
        events: [event],
        handle: ({ envelope }) => this.forget((envelope.payload as PayloadOf<typeof event>).fileId),
      });
    }
  }

  /** As the catalogue has it. Throws `file.not-found`. */
  get(id: FileId): FileLocation | Promise<FileLocation> {
    const known = this.remembered.get(id);
    if (known && performance.now() - known.knownAt <= MAX_AGE_MS) return known.location;
    return this.loading.get(id) ?? this.load(id);
  }

  /**
   * As it is on the disk, which may be ahead of the catalogue: a file in use costs one `lstat` a second. Throws
   * `file.not-found`, and `library.waking` where the whole library sleeps.
   */
  async getOnDisk(id: FileId): Promise<FileLocation> {
    const location = await this.get(id);
    const entry = this.remembered.get(id);
    // Forgotten in the meantime.
    const found =
      entry?.location !== location
        ? await this.look(location)
        : entry.onDisk && performance.now() - entry.lookedAt <= LOOK_EVERY_MS
          ? entry.onDisk
          : await (entry.looking ??= this.lookAgain(entry));
    return found ?? this.getMoved(id, location);
  }

  /** It may have been moved, and the event that tells of it is on its way. */
  private async getMoved(id: FileId, former: FileLocation): Promise<FileLocation> {
    await this.wake.requireLibrary();
    const entry = this.remembered.get(id);
    if (entry?.location === former) {
      if (performance.now() - entry.knownAt <= RELOAD_AFTER_MS) return former;
      this.forget(id);
    }
    const location = await this.get(id);
    // nginx will not find it either, and says so.
    return location.path === former.path ? location : ((await this.look(location)) ?? location);
  }

  private async lookAgain(entry: Remembered): Promise<FileLocation | undefined> {
    const lookedAt = performance.now();
    const onDisk = await this.look(entry.location);
    Object.assign(entry, { onDisk, lookedAt, looking: undefined });
    return onDisk;
  }

  /** Undefined where nothing can be seen at its place. */
  private look(location: FileLocation): Promise<FileLocation | undefined> {
    return lstat(join(this.config.HEARTH_LIBRARY, location.path), { bigint: true }).then(
      (status) => locationOnDisk(location, status),
      () => undefined,
    );
  }

  forget(id: FileId): void {
    this.remembered.delete(id);
    // A query that runs now may have seen the file as it was before.
    this.loading.delete(id);
  }

  /** All of a folder that has another name now. */
  forgetUnder(folder: string): void {
    for (const [id, { location }] of this.remembered) {
      if (location.path.startsWith(`${folder}/`)) this.forget(id);
    }
    this.loading.clear();
  }

  private load(id: FileId): Promise<FileLocation> {
    const knownAt = performance.now();
    const loading = this.query(id)
      .then((location) => {
        if (this.loading.get(id) === loading) this.remember(id, { location, knownAt, lookedAt: -Infinity });
        return location;
      })
      .finally(() => {
        if (this.loading.get(id) === loading) this.loading.delete(id);
      });
    this.loading.set(id, loading);
    return loading;
  }

  private async query(id: FileId): Promise<FileLocation> {
    const row = await findLocatedFile(this.database, id);
    if (!row) throw new HearthError('file.not-found');
    return locationOf(row);
  }

  private remember(id: FileId, entry: Remembered): void {
    this.remembered.delete(id);
    this.remembered.set(id, entry);
    if (this.remembered.size <= REMEMBERED_FILES) return;
    const [oldest] = this.remembered.keys();
    if (oldest !== undefined) this.remembered.delete(oldest);
  }
}
