import {
  JetStreamApiError,
  RetentionPolicy,
  StorageType,
  type JetStreamManager,
  type StreamConfig,
  type StreamInfo,
} from '@nats-io/jetstream';
import { errors, nanos } from '@nats-io/transport-node';
import { events, storedSubjects } from '@hearth/contracts';

export const EVENT_STREAM = 'HEARTH';

const DAY_MS = 86_400_000;
/** Longer than the outbox's redelivery after a lost ack, so that JetStream drops what it has already. */
const DUPLICATE_WINDOW_MS = 2 * 60_000;

/** What may differ between versions of Hearth that share a stream. */
export type StreamWishes = Pick<
  StreamConfig,
  'subjects' | 'max_age' | 'max_bytes' | 'duplicate_window' | 'num_replicas'
>;

export const WANTED_STREAM: StreamWishes = {
  subjects: storedSubjects(Object.values(events)),
  max_age: nanos(8 * DAY_MS),
  max_bytes: 1024 ** 3,
  duplicate_window: nanos(DUPLICATE_WINDOW_MS),
  num_replicas: 1,
};

/** 0 and below are no limit at all. */
function widest(present: number, wanted: number, noLimit: number): number {
  return present <= 0 || wanted <= 0 ? noLimit : Math.max(present, wanted);
}

/**
 * What a stream must become so that a copy that wants this can work; undefined where it can already. It only grows:
 * copies of another version, or an admin, have their reasons for what is there.
 */
export function decideStreamUpdate<C extends StreamWishes>(present: C, wanted: StreamWishes): C | undefined {
  const grown = {
    subjects: [...new Set([...present.subjects, ...wanted.subjects])].sort(),
    max_age: widest(present.max_age, wanted.max_age, 0),
    max_bytes: widest(present.max_bytes, wanted.max_bytes, -1),
    duplicate_window: Math.max(present.duplicate_window, wanted.duplicate_window),
    num_replicas: Math.max(present.num_replicas, wanted.num_replicas),
  };
  const isSame =
    grown.subjects.length === present.subjects.length &&
    (['max_age', 'max_bytes', 'duplicate_window', 'num_replicas'] as const).every(
      (name) => grown[name] === present[name],
    );
  return isSame ? undefined : { ...present, ...grown };
}

const STREAM_NOT_FOUND = 10059;
const STREAM_NAME_IN_USE = 10058;

function isApiError(error: unknown, code: number): boolean {
  return error instanceof JetStreamApiError && error.code === code;
}

async function findStream(manager: JetStreamManager, name: string): Promise<StreamInfo | undefined> {
  try {
    return await manager.streams.info(name);
  } catch (error) {
    if (isApiError(error, STREAM_NOT_FOUND)) return undefined;
    throw error;
  }
}

/** One service alone may have a stream grow (deploy/native/src/parts/nats-rights.ts). */
function isNotAllowed(error: unknown): boolean {
  return error instanceof Error && error.cause instanceof errors.PermissionViolationError;
}

/**
 * Makes a stream, or has one that is there grow until it is as wanted. Who may not do that gets it as it is: after an upgrade it
 * works with what was there before, and what it lacks until the other has come fails, and is tried again.
 */
export async function ensureStreamIs(
  manager: JetStreamManager,
  name: string,
  wanted: StreamWishes,
): Promise<StreamInfo> {
  const present = await findStream(manager, name);
  if (present === undefined) {
    try {
      return await manager.streams.add({
        name,
        retention: RetentionPolicy.Limits,
        storage: StorageType.File,
        ...wanted,
      });
    } catch (error) {
      // Another copy was quicker, and wanted it otherwise.
      if (isApiError(error, STREAM_NAME_IN_USE)) return ensureStreamIs(manager, name, wanted);
      throw error;
    }
  }
  const update = decideStreamUpdate(present.config, wanted);
  if (update === undefined) return present;
  try {
    return await manager.streams.update(name, update);
  } catch (error) {
    if (isNotAllowed(error)) return present;
    throw error;
  }
}
