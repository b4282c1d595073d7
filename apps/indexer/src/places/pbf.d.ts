/** Of protocol buffers, as much as the list of towns needs. */
declare module 'pbf' {
  export default class Pbf {
    constructor(bytes: Uint8Array);
    pos: number;
    readonly length: number;
    readMessage<T>(readField: (tag: number, result: T, pbf: Pbf) => void, result: T): T;
    readString(): string;
    readVarint(): number;
    readSVarint(): number;
  }
}
