import { randomUUID } from 'node:crypto';

/** More than a house has televisions; who subscribes and never comes back is forgotten in time. */
const MOST = 256;

/** Where televisions want to be told of changes, each under a name that leads back to it. */
export class Callbacks {
  readonly #urls = new Map<string, string>();

  /**
   * The name for the first address of a CALLBACK field. Undefined where that is not the very device that asks: nobody
   * may have others called (CallStranger, CVE-2020-12695).
   */
  nameFor(field: string, from: string): string | undefined {
    const [, first] = /<([^>]{1,1000})>/.exec(field) ?? [];
    const url = first === undefined ? null : URL.parse(first);
    if (url?.protocol !== 'http:' || url.hostname !== from) return undefined;
    const known = [...this.#urls].find(([, one]) => one === url.href)?.[0];
    if (known !== undefined) return known;
    const name = randomUUID();
    this.#urls.set(name, url.href);
    const [oldest] = this.#urls.keys();
    if (this.#urls.size > MOST && oldest !== undefined) this.#urls.delete(oldest);
    return name;
  }

  urlOf(name: string): string | undefined {
    return this.#urls.get(name);
  }
}
