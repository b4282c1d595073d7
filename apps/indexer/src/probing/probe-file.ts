import { basename } from 'node:path';
import { findTimeInName } from '@hearth/catalog/time-in-name';
import { FILE_TYPES, findTypeByName, type FileType, type FileTypeName } from '@hearth/media-types';
import { ToolFailed, runConfined } from '../media-tools/confined-process.js';
import { readExifToolTags } from '../media-tools/exiftool.js';
import { measureDuration, readStreams } from '../media-tools/ffmpeg.js';
import { WorkerJobFailed, WorkerPool } from '../media-tools/worker-pool.js';
import { factsFromExifTool } from './exiftool-facts.js';
import { factsFromFfprobe } from './ffprobe-facts.js';
import { withoutGarbage } from './id3v1.js';
import { mergeFacts } from './merge-facts.js';
import { settleTaken } from './settle-taken.js';
import { mostTrusted, takenFrom } from './taken.js';
import type { InProcessAnswer, ProbeJob } from './probe-in-process.js';
import type { MediaFacts, ProbeResult } from './probe-result.js';

type AskAnswer = InProcessAnswer & { outcome: 'ask' };

/** Headers are read in milliseconds; what takes longer is built to. */
const JOB_TIMEOUT_MS = 15_000;
const PDFINFO_LIMITS = { wallClockMs: 15_000, cpuSec: 10, outputBytes: 1024 ** 2 };

const pool = new WorkerPool<ProbeJob, InProcessAnswer>({
  entry: new URL('./probe-worker', import.meta.url),
  jobTimeoutMs: JOB_TIMEOUT_MS,
  resourceLimits: { maxOldGenerationSizeMb: 512 },
});

/** Sounds in a container that usually holds films are sounds. */
const SOUND_ONLY_TYPES: Readonly<Record<string, string>> = {
  ...{ 'video/mp4': 'audio/mp4', 'video/x-m4v': 'audio/mp4', 'video/quicktime': 'audio/mp4' },
  ...{ 'video/3gpp': 'audio/3gpp', 'video/3gpp2': 'audio/3gpp2', 'video/webm': 'audio/webm' },
  ...{ 'video/x-matroska': 'audio/x-matroska', 'video/ogg': 'audio/ogg', 'video/x-ms-wmv': 'audio/x-ms-wma' },
  ...{ 'video/x-ms-asf': 'audio/x-ms-wma' },
};
const PICTURE_TOO_TYPES: Readonly<Record<string, string>> = {
  ...{ 'audio/mp4': 'video/mp4', 'audio/ogg': 'video/ogg', 'audio/x-matroska': 'video/x-matroska' },
  ...{ 'audio/x-ms-wma': 'video/x-ms-wmv' },
};

/** A container's kind follows from what it holds. */
function classify(
  { kind, mimeType }: FileType,
  { codecs }: MediaFacts,
): Pick<ProbeResult, 'kind' | 'mimeType'> {
  if (kind === 'video' && codecs?.audio && !codecs.video) {
    return { kind: 'audio', mimeType: SOUND_ONLY_TYPES[mimeType] ?? mimeType };
  }
  if (kind === 'audio' && codecs?.video && Object.hasOwn(PICTURE_TOO_TYPES, mimeType)) {
    return { kind: 'video', mimeType: PICTURE_TOO_TYPES[mimeType] ?? mimeType };
  }
  return { kind, mimeType };
}

/** What was found before it is said when it was taken. */
interface Found {
  readonly type: FileTypeName;
  readonly facts: MediaFacts;
  /** For people, where it is unreadable. */
  readonly reason?: string | undefined;
}

const present = (type: FileTypeName, facts: MediaFacts, reason?: string): Found => ({ type, facts, reason });

/** What was found, as the result; the file's name says when it was taken where nothing in it does. */
function finish({ type, facts, reason }: Found, name: string): ProbeResult {
  const fileType: FileType = FILE_TYPES[type];
  const { demuxer } = fileType;
  const { taken, gpsUtcMs, ...plain } = mergeFacts(facts, { demuxer });
  const inName = fileType.kind === 'other' ? undefined : findTimeInName(name);
  const when = mostTrusted([taken, takenFrom('name', inName)]);
  return {
    ...classify(fileType, facts),
    ...plain,
    ...(when && settleTaken(when, { gps: facts.gps, gpsUtcMs, nameMs: inName?.clockMs })),
    ...(reason === undefined ? { state: 'ready' } : { state: 'unreadable', reason }),
  };
}

const NAMES = {
  image: 'picture',
  video: 'video',
  audio: 'sound',
  document: 'document',
  other: 'file',
} as const;

function describeFailure(type: FileTypeName, error: ToolFailed): string {
  const name = NAMES[FILE_TYPES[type].kind];
  if (error.why === 'timed-out' || error.why === 'killed') return `the ${name} took too long to read`;
  return /moov atom not found/.test(error.stderr)
    ? `the ${name} is cut off: its index is missing`
    : `the ${name} is damaged`;
}

/** Streams may be promised of which there is nothing. */
const describeEmpty = (type: FileTypeName, found: MediaFacts): string =>
  `the ${NAMES[classify(FILE_TYPES[type], found).kind]} is damaged: nothing in it can be seen or heard`;

async function askFfprobe(path: string, { type, facts, aged = {} }: AskAnswer): Promise<Found> {
  const { demuxer, container }: FileType = FILE_TYPES[type];
  const { hasStreams, ...heard } = factsFromFfprobe(await readStreams(path, demuxer), container);
  const found = withoutGarbage(heard);
  if (!hasStreams) return present(type, facts, 'nothing in it can be seen or heard');
  if (found.durationSec === undefined) {
    // Where it cannot be told, it may still play.
    const durationSec = await measureDuration(path, demuxer);
    if (durationSec === 0) return present(type, mergeFacts(facts, found, aged), describeEmpty(type, found));
    found.durationSec = durationSec;
  }
  // Camcorders keep date and maker between the pictures of the stream, where only ExifTool looks.
  const isCamcorder = type === 'ts' && found.taken === undefined;
  const hidden = isCamcorder ? factsFromExifTool(await readExifToolTags(path).catch(() => ({}))) : {};
  return present(
    type,
    mergeFacts(facts, found, aged, { taken: hidden.taken, camera: hidden.camera, gps: hidden.gps }),
  );
}

async function askExifTool(path: string, { type, facts, byContent, doubt }: AskAnswer): Promise<Found> {
  const found = factsFromExifTool(await readExifToolTags(path));
  const isSized = found.width !== undefined && found.height !== undefined;
  const { demuxer }: FileType = FILE_TYPES[type];
  if (!isSized && demuxer !== undefined) {
    const { width, height } = factsFromFfprobe(await readStreams(path, demuxer), undefined);
    return present(type, mergeFacts(facts, found, { width, height }));
  }
  if (!isSized && !byContent) return present(type, {}, doubt ?? 'the picture is damaged');
  return present(type, mergeFacts({ taken: found.taken }, facts, found));
}

async function askPdfInfo(path: string, facts: MediaFacts): Promise<Found> {
  try {
    await runConfined('pdfinfo', [path], PDFINFO_LIMITS);
    return present('pdf', facts);
  } catch {
    return present('pdf', facts, 'the document is cut off or damaged');
  }
}

async function ask(path: string, answer: AskAnswer): Promise<Found> {
  const { type, facts, tool, doubt } = answer;
  try {
    if (tool === 'ffprobe') return await askFfprobe(path, answer);
    return tool === 'exiftool' ? await askExifTool(path, answer) : await askPdfInfo(path, facts);
  } catch (error) {
    if (error instanceof ToolFailed && error.why !== 'missing')
      return present(type, facts, doubt ?? describeFailure(type, error));
    throw error;
  }
}

/** Some broken films hold the quick parser in a loop: then the same again without it. */
async function readInProcess(path: string): Promise<InProcessAnswer> {
  return pool.run({ path }).catch((error: unknown) => {
    const isStuck =
      error instanceof WorkerJobFailed && (error.why === 'timed-out' || error.why === 'out-of-memory');
    if (isStuck) return pool.run({ path, isWary: true });
    throw error;
  });
}

const REASONS_NOT_OPENED: Readonly<Record<string, string>> = {
  missing: 'the file is gone',
  'not-a-regular-file': 'not a regular file',
  'not-permitted': 'no permission to read it',
};

/** What a failure tells about the file; undefined when it tells about us (a bug, a broken disk, a broken install). */
function explain(error: unknown): string | undefined {
  if (!(error instanceof WorkerJobFailed)) return undefined;
  if (error.why === 'timed-out' || error.why === 'out-of-memory') return 'the file took too long to read';
  if (error.thrown === 'CannotOpen') return REASONS_NOT_OPENED[error.message];
  // A header that points beyond the end of what was read.
  return error.thrown === 'RangeError' ? 'the file is damaged' : undefined;
}

interface FileToProbe {
  readonly path: string;
  readonly besides?: MediaFacts;
}

/**
 * Says what a file is: its kind and type by content, its size as shown, duration, codecs, date, place, camera, tags.
 *
 * Bad content is an answer (`state: 'unreadable'` with a reason for people), never an exception, and never a wait:
 * parsers run in a worker thread and tools in confined processes, each with a time limit. FIFOs, devices, folders
 * and symlinks are `unreadable` without being opened.
 *
 * @param file.path absolute path
 * @param file.besides what its side-cars say, for what the file itself does not
 * @throws for what says nothing about the file: a disk that cannot be read, a broken installation
 */
export async function probeFile({ path, besides = {} }: FileToProbe): Promise<ProbeResult> {
  const { type, facts, reason } = await findOut(path);
  return finish({ type, facts: mergeFacts(facts, besides), reason }, basename(path));
}

async function findOut(path: string): Promise<Found> {
  try {
    const answer = await readInProcess(path);
    if (answer.outcome === 'ask') return await ask(path, answer);
    return present(answer.type, answer.facts, answer.outcome === 'unreadable' ? answer.reason : undefined);
  } catch (error) {
    const reason = explain(error);
    if (reason === undefined) throw error;
    return present(findTypeByName(basename(path)) ?? 'binary', {}, reason);
  }
}
