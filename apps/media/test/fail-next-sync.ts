import { jest } from '@jest/globals';
import { open } from 'node:fs/promises';

/** The next sync of a file handle fails, and the ones after it would succeed, as the kernel has it. */
export async function failNextSync(code: 'EIO' | 'ENOSPC'): Promise<void> {
  const handle = await open('/');
  const handles = Object.getPrototypeOf(handle) as typeof handle;
  await handle.close();
  jest.spyOn(handles, 'sync').mockRejectedValueOnce(Object.assign(new Error(`${code}: fsync`), { code }));
}
