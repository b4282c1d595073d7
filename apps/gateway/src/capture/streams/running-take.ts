import type { CaptureEnvelope, ClockSample } from '@hearth/contracts';
import type { TakeRecord } from '../takes/take-record.js';
import { TakeRecorder } from '../takes/take-recorder.js';
import type { PhoneStream } from './phone-stream.js';

/** A phone that fell silent is waited for this long: it may still have what it could not send. */
const LOST_FOR_MS = 20_000;
/** After this a take is finished with what there is. */
const LONGEST_WAIT_MS = 45_000;

/** What is recorded just now, at the gateway that keeps the session. */
export class RunningTake {
  private readonly recorders = new Map<string, TakeRecorder>();

  constructor(
    readonly record: TakeRecord,
    private readonly folder: string,
  ) {}

  /** Opens a recorder for each phone that was there when the take began. */
  async open(): Promise<this> {
    for (const [number, { deviceId }] of this.record.devices.entries())
      this.recorders.set(deviceId, await TakeRecorder.open(this.folder, number + 1, deviceId));
    return this;
  }

  find(deviceId: string): TakeRecorder | undefined {
    return this.recorders.get(deviceId);
  }

  /** The newest of a phone that may be forgotten by it; undefined while nothing of it is recorded. */
  findKept(deviceId: string): number | null | undefined {
    const recorder = this.recorders.get(deviceId);
    return recorder?.hasBegun ? recorder.lastKept : undefined;
  }

  take(deviceId: string, envelope: CaptureEnvelope, bytes: Uint8Array, hubMs: number): void {
    const { startsAtMs, stopsAtMs } = this.record;
    const recorder = this.recorders.get(deviceId);
    if (hubMs < startsAtMs || (stopsAtMs !== null && hubMs > stopsAtMs)) recorder?.passBy(envelope.seq);
    else recorder?.record(envelope, bytes);
  }

  addSamples(deviceId: string, samples: readonly ClockSample[]): void {
    this.recorders.get(deviceId)?.addSamples(samples);
  }

  /** Whether nothing more is to come of what was filmed before the stop. */
  isComplete(streams: ReadonlyMap<string, PhoneStream>, gone: ReadonlySet<string>, nowMs: number): boolean {
    const { stopsAtMs } = this.record;
    if (stopsAtMs === null) return false;
    if (nowMs > stopsAtMs + LONGEST_WAIT_MS) return true;
    return [...this.recorders.keys()].every((deviceId) => {
      const stream = streams.get(deviceId);
      if (!stream || gone.has(deviceId)) return nowMs > stopsAtMs + (stream ? 0 : LOST_FOR_MS);
      const newest = stream.recent.at(-1) ?? -Infinity;
      return newest >= stopsAtMs || nowMs > Math.max(stopsAtMs, stream.lastHeardMs) + LOST_FOR_MS;
    });
  }

  all(): TakeRecorder[] {
    return [...this.recorders.values()];
  }
}
