import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Signalling } from './signalling.ts';

/** A connection that opens at once and says nothing by itself. */
class QuietSocket {
  static readonly OPEN = 1;
  static all: QuietSocket[] = [];
  readyState = QuietSocket.OPEN;
  onopen: (() => void) | undefined;
  onmessage: ((event: { data: string }) => void) | undefined;
  onclose: (() => void) | undefined;
  readonly said: string[] = [];

  constructor() {
    QuietSocket.all.push(this);
  }

  send(text: string): void {
    this.said.push((JSON.parse(text) as { type: string }).type);
  }

  /** As one whose network is gone: nobody hears of it. */
  close(): void {
    this.readyState = 2;
  }

  hears(message: object): void {
    this.onmessage?.({ data: JSON.stringify(message) });
  }
}

const RealSocket = globalThis.WebSocket;
/** What a page has, and Node has not. */
const page = new EventTarget();
const PAGE = {
  addEventListener: page.addEventListener.bind(page),
  removeEventListener: page.removeEventListener.bind(page),
  location: { href: 'https://hearth.example/drop' },
};
const away = jest.fn();
let signalling: Signalling;

beforeEach(() => {
  jest.useFakeTimers();
  QuietSocket.all = [];
  away.mockClear();
  Object.assign(globalThis, { ...PAGE, WebSocket: QuietSocket });
  const nothing = () => undefined;
  signalling = new Signalling(
    { sessionId: 'a-session', name: 'Anna' },
    { onMessage: nothing, onAway: away, onOver: nothing },
  );
  QuietSocket.all[0]?.onopen?.();
});
afterEach(() => {
  signalling.close();
  Object.assign(globalThis, { WebSocket: RealSocket });
  for (const name of Object.keys(PAGE)) Reflect.deleteProperty(globalThis, name);
  jest.useRealTimers();
});

describe('a connection', () => {
  it('that answers is kept', () => {
    for (let minute = 0; minute < 10; minute += 1) {
      jest.advanceTimersByTime(20_000);
      QuietSocket.all[0]?.hears({ type: 'pong' });
    }
    jest.advanceTimersByTime(9_000);
    expect(QuietSocket.all).toHaveLength(1);
    expect(away).not.toHaveBeenCalled();
  });

  it('that no longer answers is given up and made anew, though it never says that it has closed', () => {
    jest.advanceTimersByTime(30_000);
    expect(away).toHaveBeenCalledTimes(1);
    jest.advanceTimersByTime(1_000);
    expect(QuietSocket.all).toHaveLength(2);
    QuietSocket.all[1]?.onopen?.();
    expect(QuietSocket.all[1]?.said).toEqual(['join']);
    // The old one is heard of at last.
    QuietSocket.all[0]?.onclose?.();
    expect(away).toHaveBeenCalledTimes(1);
  });

  it('is asked at once when there is a network again', () => {
    page.dispatchEvent(new Event('online'));
    expect(QuietSocket.all[0]?.said).toEqual(['join', 'ping']);
    jest.advanceTimersByTime(10_000);
    expect(away).toHaveBeenCalledTimes(1);
  });

  it('is not asked for any more once the page is left', () => {
    signalling.close();
    jest.advanceTimersByTime(60_000);
    expect([QuietSocket.all.length, away.mock.calls.length]).toEqual([1, 0]);
  });
});
