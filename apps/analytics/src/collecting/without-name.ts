import type { Access } from './access-log-line.js';

/** What is kept of people who want no name in the log: that somebody was served, and how many bytes. */
export function withoutName(access: Access, unnamed: ReadonlySet<string>): Access {
  if (access.userId === null || !unnamed.has(access.userId)) return access;
  return { ...access, userId: null, sessionId: null, deviceId: null, ip: '', userAgent: '' };
}
