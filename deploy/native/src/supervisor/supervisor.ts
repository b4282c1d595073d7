import { join } from 'node:path';
import type { Part } from '../processes/part.ts';
import { SupervisedPart } from './supervised-part.ts';
import { DEFAULT_LIVENESS, type Liveness } from './wait-until-hung.ts';

export interface SupervisorOptions {
  /** The first stage starts first; the parts of one stage start side by side. Stopping goes the other way. */
  stages: Part[][];
  logsFolder: string;
  /** How soon a part that hangs is ended; only tests are in a hurry. */
  liveness?: Liveness;
  onChange?: () => void;
  note?: (line: string) => void;
}

/** Starts parts in stages, keeps them alive, and stops them in reverse. */
export class Supervisor {
  readonly #stages: SupervisedPart[][];

  constructor({
    stages,
    logsFolder,
    liveness = DEFAULT_LIVENESS,
    onChange = () => undefined,
    note = () => undefined,
  }: SupervisorOptions) {
    this.#stages = stages.map((stage) =>
      stage.map(
        (part) =>
          new SupervisedPart({
            part,
            logPath: join(logsFolder, `${part.name}.log`),
            liveness,
            onChange,
            note,
          }),
      ),
    );
  }

  get parts(): SupervisedPart[] {
    return this.#stages.flat();
  }

  getPart(name: string): SupervisedPart {
    const found = this.parts.find(({ part }) => part.name === name);
    if (found === undefined) throw new Error(`There is no part called ${name}`);
    return found;
  }

  /** Returns when everything is healthy. When one part fails, everything is stopped again and the failure is thrown. */
  async start(cancelled?: AbortSignal): Promise<void> {
    const failed = new AbortController();
    const signal = cancelled === undefined ? failed.signal : AbortSignal.any([failed.signal, cancelled]);
    try {
      for (const stage of this.#stages) {
        const starts = stage.map((part) => part.start(signal));
        await Promise.all(starts);
      }
    } catch (error) {
      failed.abort();
      await this.stop();
      throw error;
    }
  }

  async stop(): Promise<void> {
    for (const stage of this.#stages.toReversed()) await Promise.all(stage.map((part) => part.stop()));
  }
}
