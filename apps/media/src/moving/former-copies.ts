import { areFormerPathsKept, forgetFormerPaths, isFormerCopyConnected } from '@hearth/catalog';
import { BackgroundLoop } from '@hearth/platform';
import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';

const LOOK_EVERY_MS = 5_000;
/** A copy that rests gives its connections back after ten seconds, and is asked how it is every fifteen. */
const LOOKS_WITHOUT_ANY = 12;

/** After an upgrade: lets a path out of which a file was binned take another one, once no copy of before needs it otherwise. */
@Injectable()
export class FormerCopies implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('FormerCopies');
  private looksWithoutAny = 0;
  private readonly loop = new BackgroundLoop({
    turn: () => this.look(),
    retryMs: LOOK_EVERY_MS,
    onFailure: (error) =>
      this.logger.warn(`paths of before the upgrade are kept a little longer: ${String(error)}`),
  });

  constructor(private readonly database: DataSource) {}

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.loop.stop();
  }

  private async look(): Promise<number> {
    if (!(await areFormerPathsKept(this.database))) {
      void this.loop.stop(0);
      return 0;
    }
    this.looksWithoutAny = (await isFormerCopyConnected(this.database)) ? 0 : this.looksWithoutAny + 1;
    if (this.looksWithoutAny > LOOKS_WITHOUT_ANY) await this.forget();
    return LOOK_EVERY_MS;
  }

  private async forget(): Promise<void> {
    const runner = this.database.createQueryRunner();
    try {
      await forgetFormerPaths(runner);
      this.logger.log(
        'no copy of before the upgrade is left: a path may be taken again once its file is in the bin',
      );
    } finally {
      await runner.release();
    }
  }
}
