import { downloadFile, makeArchive, urlOf, type FileSummary } from '@hearth/contracts';
import { countOf, formatBytes } from '../design/format.ts';
import { showNotice } from '../notices/notices.ts';
import { request } from '../session/request.ts';

/** One file as it is, several as a zip, which the browser saves while the hub makes it. */
export async function downloadFiles(files: readonly FileSummary[]): Promise<void> {
  const [only] = files;
  if (files.length === 1 && only) {
    save(urlOf(downloadFile, { params: { id: only.id }, query: undefined }), only.name);
    return;
  }
  try {
    const archive = await request(makeArchive, { body: { fileIds: files.map(({ id }) => id) } });
    showNotice(`${countOf(archive.files, 'file')}, ${formatBytes(archive.sizeBytes)}, on the way as a zip`);
    save(archive.url, '');
  } catch (error) {
    showNotice(`That didn’t work. ${error instanceof Error ? error.message : ''}`, { isFailure: true });
  }
}

function save(url: string, name: string): void {
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
}
