import { useEffect, useRef, useState } from 'react';
import { useStable } from '../design/use-stable.ts';
import { sendGuestFile } from './send-guest-file.ts';

/** `waiting` → `sending` → `done`, or `failed`, which may be tried again. */
export interface GuestUpload {
  readonly id: number;
  readonly file: File;
  readonly state: 'waiting' | 'sending' | 'done' | 'failed';
  readonly bytesSent: number;
  readonly reason?: string;
}

/** A house's line is shared by all its guests. */
const AT_ONCE = 2;

/** Sends what a guest chose, two at a time. `onDone` is called after each that has come. */
export function useGuestUploads(onDone: () => void) {
  const [uploads, setUploads] = useState<readonly GuestUpload[]>([]);
  const lastId = useRef(0);
  const [stopped] = useState(() => new AbortController());
  const change = (id: number, to: Partial<GuestUpload>) =>
    setUploads((all) => all.map((upload) => (upload.id === id ? { ...upload, ...to } : upload)));
  const send = useStable(async ({ id, file }: GuestUpload) => {
    try {
      await sendGuestFile(file, {
        signal: stopped.signal,
        onProgress: (bytesSent) => change(id, { bytesSent }),
      });
      change(id, { state: 'done', bytesSent: file.size });
      onDone();
    } catch (error) {
      change(id, { state: 'failed', reason: error instanceof Error ? error.message : '' });
    }
  });
  useEffect(() => {
    const free = AT_ONCE - uploads.filter(({ state }) => state === 'sending').length;
    const next = uploads.filter(({ state }) => state === 'waiting').slice(0, Math.max(0, free));
    if (next.length === 0) return;
    setUploads((all) =>
      all.map((upload) => (next.includes(upload) ? { ...upload, state: 'sending' as const } : upload)),
    );
    for (const upload of next) void send(upload);
  }, [uploads, send]);
  const isSending = uploads.some(({ state }) => state === 'waiting' || state === 'sending');
  useEffect(() => {
    if (!isSending) return undefined;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [isSending]);
  return {
    uploads,
    isSending,
    add: (files: readonly File[]) =>
      setUploads((all) => [
        ...all,
        ...files.map((file) => ({
          id: (lastId.current += 1),
          file,
          state: 'waiting' as const,
          bytesSent: 0,
        })),
      ]),
    retryFailed: () =>
      setUploads((all) =>
        all.map((upload) => (upload.state === 'failed' ? { ...upload, state: 'waiting' as const } : upload)),
      ),
  };
}
