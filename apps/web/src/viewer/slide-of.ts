import {
  fullPicture,
  hasFullPicture,
  isDrawnByBrowsers,
  streamFile,
  urlOf,
  type FileSummary,
} from '@hearth/contracts';
import type { Slide } from 'yet-another-react-lightbox';
import { visibleText } from '../design/visible-text.ts';
import { readerOf } from '../documents/reader-of.ts';

declare module 'yet-another-react-lightbox' {
  interface GenericSlide {
    file?: FileSummary;
  }
  interface SlideImage {
    /** The address of the whole picture: the file where a browser draws it, else what the hub makes of it. */
    original?: string;
    /** The hub makes it when it is asked for, which takes a moment. */
    isMade?: boolean;
    mayMove?: boolean;
  }
  interface SlideTypes {
    player: { readonly type: 'player'; readonly file: FileSummary };
    document: { readonly type: 'document'; readonly file: FileSummary };
    paper: { readonly type: 'paper'; readonly file: FileSummary };
    plate: { readonly type: 'plate'; readonly file: FileSummary };
  }
}

/** Among these are moving pictures, whose preview holds still. */
const MAY_MOVE = ['image/gif', 'image/apng', 'image/webp', 'image/avif'];
/** A larger one is fetched for who zooms in. */
const MOVES_UP_TO_BYTES = 32 * 1024 ** 2;

/** How a file is looked at: as a picture, in a player, as a page, or only as a plate with its name. */
export function slideOf(file: FileSummary): Slide {
  if (file.state === 'unreadable') return { type: 'plate', file };
  if (file.kind === 'video' || file.kind === 'audio') return { type: 'player', file };
  if (readerOf(file)) return { type: 'document', file };
  if (file.previewUrl === null) return { type: 'plate', file };
  if (file.kind === 'document' || file.kind === 'other') return { type: 'paper', file };
  return pictureOf(file, file.previewUrl);
}

/** The preview, and the picture itself for who looks closer. */
function pictureOf(file: FileSummary, previewUrl: string): Slide {
  return {
    file,
    alt: visibleText(file.name),
    src: previewUrl,
    ...sizeOf(file),
    ...originalOf(file),
    ...(MAY_MOVE.includes(file.mimeType) && file.sizeBytes <= MOVES_UP_TO_BYTES && { mayMove: true }),
  };
}

function originalOf(file: FileSummary) {
  const params = { id: file.id };
  if (isDrawnByBrowsers(file.mimeType)) return { original: urlOf(streamFile, { params, query: {} }) };
  return hasFullPicture(file) ? { original: urlOf(fullPicture, { params }), isMade: true } : {};
}

function sizeOf({ width, height }: FileSummary) {
  return width && height ? { width, height } : {};
}
