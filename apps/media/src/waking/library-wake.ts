import { Inject, Injectable, Logger } from '@nestjs/common';
import { HearthError } from '@hearth/platform';
import { MEDIA_CONFIG, type MediaConfig } from '../config.js';
import { RedisConnection } from '../redis-connection.js';
import { isLibraryAway } from './library-away.js';
import { broadcastAddresses, sendMagicPacket } from './wake-on-lan.js';

/** Over all copies, so that a hundred who wait do not flood the house; a lost packet is made good soon enough. */
const ASK_EVERY_MS = 10_000;
const LAST_ASKED = 'media:waking:library';
/** How often whoever waits should look again. */
const RETRY_AFTER_SEC = 3;

/** Wakes the box on which the library lies (Wake-on-LAN), where somebody wants a file while it sleeps. */
@Injectable()
export class LibraryWake {
  private readonly logger = new Logger('LibraryWake');

  constructor(
    @Inject(MEDIA_CONFIG) private readonly config: MediaConfig,
    private readonly redis: RedisConnection,
  ) {}

  /**
   * For what could not be found on the disk. Throws `library.waking` where the library as a whole is away, after its box was asked to
   * wake. Without `HEARTH_LIBRARY_MAC` nothing can be woken, and nginx says what is missing.
   */
  async requireLibrary(): Promise<void> {
    const { HEARTH_LIBRARY_MAC: macAddress, HEARTH_LIBRARY: library } = this.config;
    if (macAddress === undefined || !(await isLibraryAway(library))) return;
    await this.ask(macAddress);
    throw new HearthError('library.waking', { headers: { 'retry-after': String(RETRY_AFTER_SEC) } });
  }

  private async ask(macAddress: string): Promise<void> {
    if (!(await this.isTurn())) return;
    try {
      await sendMagicPacket(macAddress, this.targets());
      this.logger.log('asked the box of the library to wake');
    } catch (error) {
      // Whoever waits asks again, and so does this.
      this.logger.warn(`could not wake the box of the library: ${String(error)}`);
    }
  }

  private targets() {
    const { HEARTH_LIBRARY_WAKE: target } = this.config;
    return target ? [target] : broadcastAddresses();
  }

  /** While Redis is away, too often is better than never. */
  private async isTurn(): Promise<boolean> {
    return this.redis.client.set(LAST_ASKED, '1', 'PX', ASK_EVERY_MS, 'NX').then(
      (answer) => answer === 'OK',
      () => true,
    );
  }
}
