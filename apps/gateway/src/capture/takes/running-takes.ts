import { rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable, Logger } from '@nestjs/common';
import type { TakeId } from '@hearth/contracts';
import { HearthError } from '@hearth/platform';
import { DataSource } from 'typeorm';
import { v7 } from 'uuid';
import { hubNowMs } from '../joining/hub-clock.js';
import { findSession } from '../joining/session-record.js';
import type { LiveSession, SessionEvents } from '../streams/live-session.js';
import type { TakeStarter } from '../streams/local-port.js';
import type { PhoneStream } from '../streams/phone-stream.js';
import { RunningTake } from '../streams/running-take.js';
import type { StartInput } from '../streams/session-port.js';
import { buildManifest } from './build-manifest.js';
import { CaptureFolder } from './capture-folder.js';
import { filmFromPictures } from './film-from-pictures.js';
import { findHeardOffsets } from './heard-offsets.js';
import { fileNames, folderName } from './take-names.js';
import {
  findOpenTake,
  insertTake,
  recordFailed,
  recordFiles,
  recordFinished,
  recordStop,
  type TakeRecord,
} from './take-record.js';
import type { Recorded } from './take-recorder.js';

export const KEPT_MS = 7 * 86_400_000;
export const keptUntil = () => new Date(Date.now() + KEPT_MS);

/** Begins takes, ends them, and files what came of them into the library. */
@Injectable()
export class RunningTakes implements TakeStarter, Pick<SessionEvents, 'onTakeComplete'> {
  private readonly logger = new Logger('Capture');

  constructor(
    private readonly database: DataSource,
    private readonly folder: CaptureFolder,
  ) {}

  async start(session: LiveSession, { label, countdownSec, force }: StartInput): Promise<TakeId> {
    const devices = session.checkReady(force);
    const { sessionId } = session.describe();
    const record = await findSession(this.database, sessionId);
    if (!record || record.endedAt) throw new HearthError('capture.session-ended');
    const startsAtMs = hubNowMs() + countdownSec * 1000;
    const id = v7() as TakeId;
    const take: TakeRecord = {
      ...{ id, sessionId, mode: record.mode, makerId: record.makerId, consentBy: record.makerName },
      label: label ?? record.label ?? 'Take',
      consentAt: record.createdAt,
      ...{ state: 'recording', startsAtMs, stopsAtMs: null, durationSec: null, keepUntil: null },
      devices: devices.map((one) => ({
        deviceId: one.deviceId,
        label: one.label,
        frames: 0,
        dropped: 0,
        refused: 0,
      })),
      ...{ syncReport: null, isCalibrated: false, hasKeypoints: false },
    };
    const folder = await this.folder.prepare(id);
    const running = await new RunningTake(take, folder).open();
    await insertTake(this.database, take);
    session.begin(running);
    return id;
  }

  async stop(session: LiveSession, takeId: TakeId): Promise<void> {
    const running = session.runningTake;
    if (running?.record.id !== takeId) return;
    const stopsAtMs = Math.max(hubNowMs(), running.record.startsAtMs);
    await recordStop(this.database, takeId, stopsAtMs);
    session.stop(stopsAtMs);
  }

  /** The take that a gateway which died left behind, if there is one. */
  async recover(sessionId: string): Promise<RunningTake | undefined> {
    const record = await findOpenTake(this.database, sessionId);
    if (!record) return undefined;
    this.logger.log(`going on with take ${record.id}`);
    return new RunningTake(record, await this.folder.prepare(record.id)).open();
  }

  async onTakeComplete(take: RunningTake, streams: ReadonlyMap<string, PhoneStream>): Promise<void> {
    const { id } = take.record;
    try {
      const recorded = await Promise.all(take.all().map((recorder) => recorder.finish()));
      for (const recorder of take.all())
        if (recorder.failure) this.logger.error(`take ${id} lost something`, recorder.failure);
      await this.finish(take.record, recorded, streams);
    } catch (error) {
      this.logger.error(`take ${id} could not be finished`, error);
      await recordFailed(this.database, id, keptUntil()).catch(() => undefined);
    }
  }

  private async finish(
    take: TakeRecord,
    recorded: readonly Recorded[],
    streams: ReadonlyMap<string, PhoneStream>,
  ): Promise<void> {
    const withFrames: Recorded[] = [];
    for (const one of recorded)
      withFrames.push(one.isFilm ? one : { ...one, isFilm: await filmFromPictures(one) });
    const names = fileNames(take.devices.map(({ label }) => label));
    const devices = withFrames.map((one, index) => ({
      recorded: one,
      label: take.devices[index]?.label ?? one.deviceId,
      file: one.isFilm ? (names[index] as string) : null,
      guessedOffsetMs: streams.get(one.deviceId)?.toHubTime(0) ?? 0,
    }));
    const { manifest, report: byClocks } = buildManifest({ epochMs: take.startsAtMs, devices });
    const filmPaths = devices.map(({ recorded: one, file }) => (file === null ? undefined : one.path));
    const sound = await findHeardOffsets(manifest, filmPaths);
    const report = { ...byClocks, ...(sound.length > 0 && { sound }) };
    const folder = await this.folder.makeFolder(folderName(take));
    const staged = join(this.folder.staging(take.id), 'take.json');
    const consent = { by: take.consentBy, at: take.consentAt };
    await writeFile(staged, JSON.stringify({ ...manifest, syncReport: report, consent }));
    const films = devices.flatMap(({ recorded: one, file }) =>
      file === null ? [] : [{ path: one.path, name: file, kind: 'video' as const, deviceId: one.deviceId }],
    );
    const files = [...films, { path: staged, name: 'take.json', kind: 'manifest' as const, deviceId: null }];
    // Before they are there: the catalogue may be quicker to tell of them than this is to go on.
    await recordFiles(this.database, take.id, folder, await withSizes(files));
    for (const { path, name } of files) await this.folder.file(path, folder, name);
    await recordFinished(this.database, take.id, {
      ...{ manifest, syncReport: report, keepUntil: keptUntil() },
      durationSec: durationOf(manifest.devices.map(({ times }) => times)),
      devices: take.devices.map((device, index) => {
        const stream = streams.get(device.deviceId);
        const { times, dropped } = withFrames[index] as Recorded;
        return {
          ...device,
          frames: times.length,
          dropped,
          refused: stream?.refused ?? 0,
        };
      }),
    });
    for (const { journalPath } of withFrames) await rm(journalPath, { force: true });
  }
}

function durationOf(tracks: readonly (readonly number[])[]): number {
  const lengths = tracks.map((times) => ((times.at(-1) ?? 0) - (times[0] ?? 0)) / 1000);
  return Math.max(0, ...lengths);
}

function withSizes<F extends { readonly path: string }>(
  files: readonly F[],
): Promise<(F & { sizeBytes: number })[]> {
  return Promise.all(files.map(async (file) => ({ ...file, sizeBytes: (await stat(file.path)).size })));
}
