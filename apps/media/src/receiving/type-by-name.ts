import { extname } from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
  '.3gp': 'video/3gpp',
  '.avif': 'image/avif',
  '.gif': 'image/gif',
  '.heic': 'image/heic',
  '.heif': 'image/heif',
  '.jpeg': 'image/jpeg',
  '.jpg': 'image/jpeg',
  '.m4v': 'video/x-m4v',
  '.mov': 'video/quicktime',
  '.mp4': 'video/mp4',
  '.png': 'image/png',
  '.webm': 'video/webm',
  '.webp': 'image/webp',
};
const UNKNOWN = 'application/octet-stream';

/** What a file is by what the client says, or by its name where that says nothing: browsers know no type of many a photo. */
export function typeBySender(name: string, claimed: string | undefined): string {
  if (claimed !== undefined && claimed !== UNKNOWN) return claimed;
  return TYPES[extname(name).toLowerCase()] ?? UNKNOWN;
}
