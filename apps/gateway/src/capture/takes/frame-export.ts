import { createReadStream } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { TakeManifest } from '@hearth/contracts';
import { HearthError } from '@hearth/platform';
import { makeZip } from 'client-zip';
import { CaptureFolder } from './capture-folder.js';
import { runFfmpeg } from './run-ffmpeg.js';
import type { TakeRecord } from './take-record.js';

/** At once in this process: each decodes films. */
const MOST_EXPORTS = 2;

interface ZipEntry {
  readonly name: string;
  readonly input: Readable | string;
}

/** The frames of a take that belong together, as pictures. */
@Injectable()
export class FrameExport {
  private running = 0;

  constructor(private readonly folder: CaptureFolder) {}

  /** Streams while it decodes one phone after the other; what it decoded goes at the end, or when the reader does. */
  zip(take: TakeRecord, manifest: TakeManifest): Readable {
    if (this.running >= MOST_EXPORTS)
      throw new HearthError('request.rate-limited', { headers: { 'retry-after': '10' } });
    this.running += 1;
    const aborted = new AbortController();
    const zip = Readable.fromWeb(makeZip(this.entries(take, manifest, aborted.signal)) as never);
    zip.once('close', () => {
      this.running -= 1;
      aborted.abort();
    });
    return zip;
  }

  private async *entries(
    take: TakeRecord,
    manifest: TakeManifest,
    signal: AbortSignal,
  ): AsyncGenerator<ZipEntry> {
    yield { name: 'frames.json', input: JSON.stringify(describeFrames(manifest), null, 1) };
    const staging = await this.folder.prepare(take.id);
    for (const [device, { file }] of manifest.devices.entries()) {
      if (file === null) continue;
      const scratch = await mkdtemp(join(staging, 'export-'));
      try {
        const pictures = await decodeFrames(join(staging, `${device + 1}.mp4`), scratch, signal);
        for (const frame of framesOf(manifest, device)) {
          const picture = pictures[frame];
          if (picture) yield { name: nameOf(device, frame), input: createReadStream(join(scratch, picture)) };
        }
      } finally {
        await rm(scratch, { recursive: true, force: true });
      }
    }
  }
}

/**
 * Every frame of a film as a JPEG, in order. It is our own MP4, but what is in it came from a phone: two frames may be closer than a
 * fifteenth of a second, and the encoder refuses a second one for the same tick of its clock.
 */
export async function decodeFrames(film: string, scratch: string, signal: AbortSignal): Promise<string[]> {
  await runFfmpeg(
    [
      ...[
        '-protocol_whitelist',
        'file',
        '-f',
        'mov',
        '-i',
        film,
        '-map',
        '0:v:0',
        '-fps_mode',
        'passthrough',
      ],
      ...['-enc_time_base', '1:90000', '-q:v', '3', '-f', 'image2', join(scratch, '%07d.jpg')],
    ],
    signal,
  );
  return (await readdir(scratch)).sort();
}

function framesOf({ groups }: TakeManifest, device: number): number[] {
  return [...new Set(groups.flatMap(([, frames]) => frames[device] ?? []))];
}

const nameOf = (device: number, frame: number) => `${device + 1}/${String(frame).padStart(6, '0')}.jpg`;

function describeFrames({ epoch, devices, groups, tolMs }: TakeManifest) {
  return {
    ...{ v: 1, epoch, tolMs },
    devices: devices.map(({ id, label, w, h }, index) => ({
      id,
      label,
      width: w,
      height: h,
      folder: String(index + 1),
    })),
    groups: groups.map(([timeMs, frames]) => ({
      timeMs,
      frames: frames.map((frame, device) =>
        frame === null
          ? null
          : { file: nameOf(device, frame), timeMs: devices[device]?.times[frame] ?? null },
      ),
    })),
  };
}
