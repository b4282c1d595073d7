import { Worker } from 'node:worker_threads';
import { findTimeInName } from '@hearth/catalog/time-in-name';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { monthOf, monthOfWritten, parseExifMonth, type YearAndMonth } from './backup-folder.js';
import { readMovieTime } from './movie-time.js';

/** A picture that keeps a reader busy for longer was made for that. */
const TIMEOUT_MS = 5_000;
const MEMORY_MB = 128;
const FILM = /\.(mp4|m4v|mov|qt|3gp|3g2)$/i;
const PICTURE = /\.(jpe?g|heic|heif|hif|avif|png|tiff?|dng)$/i;

/** Films keep the moment, and their names what the clock showed where it was: at most so far from UTC. */
const FARTHEST_ZONE_MS = 14 * 3_600_000;

function isSameMoment(time: Date, clockMs: number | undefined): boolean {
  return clockMs !== undefined && Math.abs(time.getTime() - clockMs) <= FARTHEST_ZONE_MS;
}

/** Reads in which month a picture or film was taken; pictures in a thread of its own: their bytes are anybody's. */
@Injectable()
export class TakenMonths implements OnApplicationShutdown {
  private worker: Worker | undefined;
  private last: Promise<unknown> = Promise.resolve();

  /** Undefined where neither its bytes nor its name say. */
  find(path: string, name: string): Promise<YearAndMonth | undefined> {
    const written = findTimeInName(name);
    const inName = monthOfWritten(written);
    if (FILM.test(name)) {
      return readMovieTime(path).then((time) =>
        time && !isSameMoment(time, written?.clockMs) ? monthOf(time) : inName,
      );
    }
    if (!PICTURE.test(name)) return Promise.resolve(inName);
    const answer = this.last.then(() => this.ask(path)).then((text) => parseExifMonth(text) ?? inName);
    this.last = answer.catch(() => undefined);
    return answer;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.worker?.terminate();
  }

  private ask(path: string): Promise<unknown> {
    const worker = (this.worker ??= this.start());
    return new Promise((resolve) => {
      const end = (time: unknown): void => {
        clearTimeout(timer);
        worker.off('message', end).off('exit', giveUp);
        resolve(time);
      };
      const giveUp = (): void => {
        this.worker = undefined;
        void worker.terminate();
        end(undefined);
      };
      const timer = setTimeout(giveUp, TIMEOUT_MS);
      worker.once('message', end).once('exit', giveUp);
      worker.postMessage(path);
    });
  }

  private start(): Worker {
    const fromSource = import.meta.url.endsWith('.ts');
    const worker = new Worker(new URL(`./taken-month-thread.${fromSource ? 'ts' : 'js'}`, import.meta.url), {
      execArgv: fromSource ? ['--no-warnings'] : [],
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
    });
    worker.unref();
    // Its end is heard of by `exit`.
    worker.on('error', () => undefined);
    return worker;
  }
}
