import {
  captureMessage,
  findEnvelope,
  getCaptureSession,
  ProblemError,
  watchCaptureSession,
  type CaptureEnvelope,
  type CaptureSession,
} from '@hearth/contracts';
import { useEffect, useRef, useState } from 'react';
import { request } from '../../session/request.ts';

export type FrameListener = (envelope: CaptureEnvelope) => void;

export interface Director {
  readonly session: CaptureSession | undefined;
  readonly state: 'connecting' | 'open' | 'lost' | 'ended';
  /** Hub minus this browser. */
  readonly hubOffsetMs: number;
  /** Calls back with each frame of one phone. Returns how to stop. */
  onFrames(deviceId: string, listener: FrameListener): () => void;
}

const RETRY_MS = 1_500;
/** A director is told of the session each second. */
const SILENT_MS = 8_000;
const now = () => performance.timeOrigin + performance.now();

/** Watches a session: what its phones do, and their pictures. Comes back by itself. */
export function useDirector(sessionId: string): Director {
  const [session, setSession] = useState<CaptureSession>();
  const [state, setState] = useState<Director['state']>('connecting');
  const [hubOffsetMs, setHubOffset] = useState(0);
  const listeners = useRef(new Map<string, FrameListener>());
  useEffect(() => {
    let socket: WebSocket | undefined;
    let isOver = false;
    let timer: ReturnType<typeof setTimeout>;
    let heardAtMs = 0;
    const retry = (reason?: unknown) => {
      clearTimeout(timer);
      if (isOver) return;
      // Its code ran out before anybody came, or it was over an hour ago.
      if (reason instanceof ProblemError && reason.problem.code === 'capture.session-not-found')
        return setState('ended');
      setState('lost');
      timer = setTimeout(() => void connect().catch(retry), RETRY_MS);
    };
    const connect = async () => {
      const [{ token }, found] = await Promise.all([
        request(watchCaptureSession, { params: { id: sessionId } }),
        request(getCaptureSession, { params: { id: sessionId } }),
      ]);
      setSession(found);
      if (found.endedAt !== null) return setState('ended');
      if (isOver) return;
      const opened = new WebSocket(`wss://${location.host}/ws/capture`);
      socket = opened;
      opened.binaryType = 'arraybuffer';
      opened.onopen = () => opened.send(JSON.stringify({ type: 'hello', token }));
      // One that was given up may say so late.
      opened.onclose = () => {
        if (socket !== opened) return;
        // Else the watch would find it silent, and begin a second chain of tries beside this one.
        socket = undefined;
        retry();
      };
      heardAtMs = now();
      opened.onmessage = ({ data }) => {
        heardAtMs = now();
        if (data instanceof ArrayBuffer) return show(new Uint8Array(data));
        const message = captureMessage.safeParse(JSON.parse(String(data))).data;
        if (message?.type === 'welcome') {
          setState('open');
          setHubOffset(message.serverTimeMs - now());
        } else if (message?.type === 'session') setSession(message.session);
        else if (message?.type === 'ended') {
          isOver = true;
          setState('ended');
        }
      };
    };
    const show = (bytes: Uint8Array) => {
      const envelope = findEnvelope(bytes);
      if (envelope) listeners.current.get(envelope.desc.deviceId ?? '')?.(envelope);
    };
    connect().catch(retry);
    // A connection whose other end is dead may stay open for minutes.
    const watch = setInterval(() => {
      if (!socket || now() - heardAtMs < SILENT_MS) return;
      socket.close();
      socket = undefined;
      retry();
    }, 1_000);
    return () => {
      isOver = true;
      clearTimeout(timer);
      clearInterval(watch);
      socket?.close();
    };
  }, [sessionId]);
  const onFrames = useRef((deviceId: string, listener: FrameListener) => {
    listeners.current.set(deviceId, listener);
    return () => void listeners.current.delete(deviceId);
  });
  return { session, state, hubOffsetMs, onFrames: onFrames.current };
}
