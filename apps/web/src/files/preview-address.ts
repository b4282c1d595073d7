import { fileThumbnail, urlOf, type FileSummary } from '@hearth/contracts';

/** The larger still of a file by way of the API, for where a signed address may have run out. */
export function previewAddressOf(file: FileSummary): string {
  return urlOf(fileThumbnail, { params: { id: file.id }, query: { size: 'preview' } });
}
