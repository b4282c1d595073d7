import { fileThumbnail, streamFile, urlOf, type FileSummary } from '@hearth/contracts';
import type { Slide } from 'yet-another-react-lightbox';
import { visibleText } from '../design/visible-text.ts';
import { readerOf } from '../documents/reader-of.ts';

declare module 'yet-another-react-lightbox' {
  interface GenericSlide {
    file?: FileSummary;
  }
  interface SlideTypes {
    player: { readonly type: 'player'; readonly file: FileSummary };
    document: { readonly type: 'document'; readonly file: FileSummary };
    paper: { readonly type: 'paper'; readonly file: FileSummary };
    plate: { readonly type: 'plate'; readonly file: FileSummary };
  }
}

/** What every browser draws itself; others are looked at by their preview. */
const DRAWN_BY_BROWSERS = ['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'image/avif'];
/** Moving pictures: the preview holds still. */
const MAY_MOVE = ['image/gif'];
/** The preview's longer side. */
const PREVIEW_PX = 1440;

/** How a file is looked at: as a picture, in a player, as a page, or only as a plate with its name. */
export function slideOf(file: FileSummary): Slide {
  if (file.state === 'unreadable') return { type: 'plate', file };
  if (file.kind === 'video' || file.kind === 'audio') return { type: 'player', file };
  if (readerOf(file)) return { type: 'document', file };
  if (file.previewUrl === null) return { type: 'plate', file };
  if (file.kind === 'document' || file.kind === 'other') return { type: 'paper', file };
  return pictureOf(file, file.previewUrl);
}

/** The preview; zoomed in, the picture itself. */
function pictureOf(file: FileSummary, previewUrl: string): Slide {
  const original = urlOf(streamFile, { params: { id: file.id }, query: {} });
  const base = { file, alt: visibleText(file.name) };
  if (MAY_MOVE.includes(file.mimeType)) return { ...base, src: original, ...sizeOf(file) };
  if (!file.width || !file.height) return { ...base, src: previewUrl };
  const scale = Math.min(1, PREVIEW_PX / Math.max(file.width, file.height));
  const srcSet = [
    { src: previewUrl, width: Math.round(file.width * scale), height: Math.round(file.height * scale) },
  ];
  if (scale < 1 && DRAWN_BY_BROWSERS.includes(file.mimeType)) {
    srcSet.push({ src: original, width: file.width, height: file.height });
  }
  return { ...base, src: previewUrl, ...sizeOf(file), srcSet };
}

function sizeOf({ width, height }: FileSummary) {
  return width && height ? { width, height } : {};
}

/** The larger still of a file by way of the API, for where a signed address may have run out. */
export function previewAddressOf(file: FileSummary): string {
  return urlOf(fileThumbnail, { params: { id: file.id }, query: { size: 'preview' } });
}
