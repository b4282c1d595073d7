import type { Bytes } from './bytes.ts';
import { readParcel, type Parcel } from './parcel.ts';
import { unfold } from './squeezing.ts';

/** Opens what comes in, in the order in which it came: a small parcel must not overtake one that takes longer to unfold. */
export class Unpacker {
  private last: Promise<unknown> = Promise.resolve();

  /** Undefined for what is not a parcel: what is missing is asked for again. */
  async unpack(bytes: Bytes): Promise<Parcel | undefined> {
    const unfolded = this.last.catch(() => undefined).then(() => unfold(bytes));
    this.last = unfolded;
    try {
      return readParcel(await unfolded);
    } catch {
      return undefined;
    }
  }
}
