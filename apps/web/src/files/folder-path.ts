/** The folder that holds another; the top of the library for those at the top. */
export function parentOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '' : path.slice(0, slash);
}

export function joinPath(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}

export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The folders on the way to one, itself with them; without the top. */
export function stepsTo(path: string): { readonly name: string; readonly path: string }[] {
  if (path === '') return [];
  const parts = path.split('/');
  return parts.map((name, index) => ({ name, path: parts.slice(0, index + 1).join('/') }));
}

/** Where a folder's page is. */
export function addressOfFolder(path: string): string {
  return path === '' ? '/folders' : `/folders/${path.split('/').map(encodeURIComponent).join('/')}`;
}

/** The folder that an address names; the top where it can't be read. */
export function folderOfAddress(encoded: string | undefined): string {
  try {
    return (encoded ?? '')
      .split('/')
      .map(decodeURIComponent)
      .filter((part) => part !== '')
      .join('/');
  } catch {
    return '';
  }
}
