import { basename } from 'node:path';
import { FILE_TYPES, isTextType, type FileType, type FileTypeName } from '@hearth/media-types';
import { readAsfCreationTime } from './asf-header.js';
import { ByteSource, type RandomAccess } from './byte-source.js';
import { readEpubFacts } from './epub-facts.js';
import { readId3v1, wordsOf } from './id3v1.js';
import { recognise, type Recognised } from './file-signature.js';
import { readMediaFacts } from './media-facts.js';
import { hasPdfEnd, readPdfFacts } from './pdf-facts.js';
import { readPictureFacts, UnreadableContent } from './picture-facts.js';
import type { MediaFacts } from './probe-result.js';

export interface ProbeJob {
  /** Absolute path. */
  path: string;
  /** Leaves the parsing of sounds and films to ffprobe: set after a first attempt did not come back. */
  isWary?: boolean;
}

/** What can be told without starting a process, and whom to ask for the rest. */
export type InProcessAnswer = { type: FileTypeName; facts: MediaFacts } & (
  | { outcome: 'done' }
  | { outcome: 'unreadable'; reason: string }
  | {
      outcome: 'ask';
      tool: 'ffprobe' | 'exiftool' | 'pdfinfo';
      byContent: boolean;
      doubt?: string;
      aged?: MediaFacts;
    }
);

const isAudiovisual = ({ kind }: FileType): boolean => kind === 'video' || kind === 'audio';

/** A text that calls itself a film: a playlist, or a page that was saved in place of the file. */
function isDisguisedText({ type, promised }: Recognised): boolean {
  return (
    promised !== undefined &&
    isTextType(type) &&
    FILE_TYPES[type].kind === 'document' &&
    !isTextType(promised)
  );
}

async function readMedia(
  source: RandomAccess,
  { path, isWary }: ProbeJob,
  recognised: Recognised,
): Promise<InProcessAnswer> {
  const { type, byContent } = recognised;
  const isAsf = FILE_TYPES[type].kind !== 'image' && (type === 'wmv' || type === 'wma' || type === 'asf');
  const facts: MediaFacts = isAsf ? { taken: readAsfCreationTime(source) } : {};
  const isFast = FILE_TYPES[type].reader !== 'ffprobe' && byContent && !isWary;
  const aged = FILE_TYPES[type].kind === 'audio' ? wordsOf(readId3v1(source)) : {};
  if (!isFast) return { type, facts, outcome: 'ask', tool: 'ffprobe', byContent, aged };
  try {
    return { type, facts: await readMediaFacts(source, path, type), outcome: 'done' };
  } catch {
    // Whatever the quick reader stumbled over: the patient one decides whether the file is broken.
    return { type, facts, outcome: 'ask', tool: 'ffprobe', byContent, aged };
  }
}

/** Where thermal cameras' own block starts, in a JPEG's first segments; its time has a zone, EXIF's has none. */
const FLIR_MARKER = Buffer.from('FLIR\0', 'latin1');
const FIRST_SEGMENTS_BYTES = 64 * 1024;

/** A picture whose header libvips refuses may still have a size, and then it is listed, though without thumbnail. */
async function readPicture(source: RandomAccess, path: string, type: FileTypeName): Promise<InProcessAnswer> {
  try {
    const facts = await readPictureFacts(source, path, type);
    const isThermal = type === 'jpeg' && source.read(0, FIRST_SEGMENTS_BYTES).includes(FLIR_MARKER);
    if (!isThermal) return { type, facts, outcome: 'done' };
    return { type, facts, outcome: 'ask', tool: 'exiftool', byContent: true };
  } catch (error) {
    if (!(error instanceof UnreadableContent)) throw error;
    if (type === 'avifSequence') return { type, facts: {}, outcome: 'unreadable', reason: error.message };
    return { type, facts: {}, outcome: 'ask', tool: 'exiftool', byContent: false, doubt: error.message };
  }
}

async function answer(source: RandomAccess, job: ProbeJob): Promise<InProcessAnswer> {
  const { path } = job;
  const recognised = recognise(source, basename(path));
  const { type, byContent, promised } = recognised;
  const fileType: FileType = FILE_TYPES[type];

  if (source.size === 0 && !isTextType(type))
    return { type, facts: {}, outcome: 'unreadable', reason: 'the file is empty' };
  if (isDisguisedText(recognised)) {
    return {
      type: promised ?? type,
      facts: {},
      outcome: 'unreadable',
      reason: 'the file holds text, not what its name says',
    };
  }
  if (isAudiovisual(fileType) && fileType.reader !== 'none') return readMedia(source, job, recognised);
  if (fileType.reader === 'exiftool') return { type, facts: {}, outcome: 'ask', tool: 'exiftool', byContent };
  if (fileType.reader === 'pdf') {
    if (!byContent) return { type, facts: {}, outcome: 'unreadable', reason: 'not a PDF document' };
    const facts = readPdfFacts(source);
    return hasPdfEnd(source)
      ? { type, facts, outcome: 'done' }
      : { type, facts, outcome: 'ask', tool: 'pdfinfo', byContent };
  }
  if (fileType.kind === 'image') return readPicture(source, path, type);
  if (!byContent && fileType.kind === 'document' && !isTextType(type)) {
    return { type, facts: {}, outcome: 'unreadable', reason: 'the document is damaged' };
  }
  if (type === 'zip' && promised !== undefined && FILE_TYPES[promised].kind === 'document') {
    return { type: promised, facts: {}, outcome: 'unreadable', reason: 'the document is cut off or damaged' };
  }
  return { type, facts: type === 'epub' ? readEpubFacts(source) : {}, outcome: 'done' };
}

/**
 * The part of probing that runs in a worker thread.
 *
 * @throws CannotOpen when there is nothing to read at the path
 */
export async function probeInProcess(job: ProbeJob): Promise<InProcessAnswer> {
  const source = ByteSource.open(job.path);
  try {
    return await answer(source, job);
  } finally {
    source.close();
  }
}
