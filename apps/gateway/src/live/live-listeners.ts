import { Injectable } from '@nestjs/common';
import { liveSocket } from '@hearth/contracts';
import { SocketDoor } from '../sockets/socket-door.js';
import { EventFeed } from './event-feed.js';
import { LiveListener } from './live-listener.js';

/** The browsers that listen at this gateway. */
@Injectable()
export class LiveListeners {
  private readonly listeners = new Set<LiveListener>();

  constructor(feed: EventFeed, door: SocketDoor) {
    feed.listen({
      onStored: (event) => this.listeners.forEach((listener) => listener.onStored(event)),
      onUnstored: (event) => this.listeners.forEach((listener) => listener.onUnstored(event)),
      onRestart: () => this.listeners.forEach((listener) => listener.onRestart()),
    });
    door.open({
      socket: liveSocket,
      messages: { burst: 30, perSecond: 2 },
      maxPerSession: 20,
      enter: (socket) => {
        const listener = new LiveListener(socket, feed, (gone) => this.listeners.delete(gone));
        this.listeners.add(listener);
        return listener;
      },
    });
  }
}
