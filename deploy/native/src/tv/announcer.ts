import { createSocket, type Socket } from 'node:dgram';
import { BlockList, isIPv4 } from 'node:net';
import { networkInterfaces, type NetworkInterfaceInfo } from 'node:os';
import { ANNOUNCED_FOR_SEC, announcementsOf, answersTo, farewellsOf, SSDP_GROUP, SSDP_PORT } from './ssdp.ts';

/** As the standard asks: not farther than the house (UPnP Device Architecture 1.0, section 1.1.2). */
const HOPS = 2;
/** A cable or Wi-Fi may come up after us. Televisions search when they are turned on, and do not wait for the next announcement. */
const LOOK_EVERY_MS = 10_000;

interface Network {
  readonly sender: Socket;
  readonly neighbours: BlockList;
}

interface AnnouncerOptions {
  readonly uuid: string;
  readonly port: number;
  /** Undefined: every network of this machine. */
  readonly bind: string | undefined;
  /** Where televisions search, and are told. */
  readonly ssdpPort?: number;
  /** What networks this machine is in at the moment. */
  readonly findAddresses?: () => readonly Address[];
  /** How often it looks for networks that came. */
  readonly lookEveryMs?: number;
}

type Address = Pick<NetworkInterfaceInfo, 'address' | 'cidr' | 'internal'>;

const addressesOfThisMachine = (): Address[] =>
  Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);

/** Has televisions find the door: tells each network of this machine its own address of it, and answers who searches. */
export class Announcer {
  readonly #networks = new Map<string, Network>();
  readonly #ears = createSocket({ type: 'udp4', reuseAddr: true });
  readonly #options: AnnouncerOptions;
  readonly #ssdpPort: number;
  #timers: NodeJS.Timeout[] = [];
  /** One round ends before the next begins: two would open the same network twice. */
  #rounds: Promise<void> = Promise.resolve();

  constructor(options: AnnouncerOptions) {
    this.#options = options;
    this.#ssdpPort = options.ssdpPort ?? SSDP_PORT;
  }

  async start(): Promise<void> {
    this.#ears.on('error', () => undefined);
    this.#ears.on('message', (datagram, { address, port }) =>
      this.#answer(datagram.toString('latin1'), address, port),
    );
    await bound(this.#ears, { port: this.#ssdpPort });
    await this.announce();
    const everyMs = this.#options.lookEveryMs ?? LOOK_EVERY_MS;
    this.#timers = [
      setInterval(() => void this.announce().catch(skipped), (ANNOUNCED_FOR_SEC * 1_000) / 3).unref(),
      setInterval(() => void this.#inTurn(() => this.#welcome()).catch(skipped), everyMs).unref(),
    ];
  }

  async stop(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    await this.#rounds;
    await Promise.all([...this.#networks.keys()].map((address) => this.#tell(address, farewellsOf)));
    for (const { sender } of this.#networks.values()) sender.close();
    this.#ears.close();
  }

  #locationAt(address: string): string {
    return `http://${address}:${this.#options.port}/rootDesc.xml`;
  }

  /** Tells all networks that are there now: they come and go, so each round looks anew. */
  announce(): Promise<void> {
    return this.#inTurn(async () => {
      await this.#findNetworks();
      await this.#announceAt([...this.#networks.keys()]);
    });
  }

  /** Tells those that came since the last look. */
  async #welcome(): Promise<void> {
    await this.#announceAt(await this.#findNetworks());
  }

  async #announceAt(addresses: readonly string[]): Promise<void> {
    await Promise.all(
      addresses.map((address) =>
        this.#tell(address, (uuid) => announcementsOf(uuid, this.#locationAt(address))),
      ),
    );
  }

  #inTurn(round: () => Promise<void>): Promise<void> {
    const turn = this.#rounds.then(round);
    // One that failed holds up neither the next nor the farewells.
    this.#rounds = turn.catch(skipped);
    return turn;
  }

  /** Returns the addresses of networks that were not there before. */
  async #findNetworks(): Promise<string[]> {
    const { bind, findAddresses = addressesOfThisMachine } = this.#options;
    const present = findAddresses().filter(
      ({ address, internal }) => isIPv4(address) && (bind === undefined ? !internal : address === bind),
    );
    for (const [address, { sender }] of this.#networks) {
      if (present.some((one) => one.address === address)) continue;
      sender.close();
      this.#networks.delete(address);
    }
    const come: string[] = [];
    for (const { address, cidr } of present) {
      if (this.#networks.has(address)) continue;
      const neighbours = new BlockList();
      neighbours.addSubnet(address, Number(cidr?.split('/')[1] ?? 32));
      const sender = await senderAt(address);
      if (sender === undefined) continue;
      try {
        this.#ears.addMembership(SSDP_GROUP, address);
      } catch {
        // A network without multicast, such as a tunnel: nobody searches there.
      }
      this.#networks.set(address, { sender, neighbours });
      come.push(address);
    }
    return come;
  }

  async #tell(address: string, messages: (uuid: string) => string[]): Promise<void> {
    for (const text of messages(this.#options.uuid)) {
      const sender = this.#networks.get(address)?.sender;
      // Its network went meanwhile.
      if (sender === undefined) return;
      // A cable that is out is no reason to stop: the next round comes.
      await new Promise((resolve) => sender.send(text, this.#ssdpPort, SSDP_GROUP, resolve));
    }
  }

  #answer(datagram: string, from: string, port: number): void {
    for (const [address, { sender, neighbours }] of this.#networks) {
      if (!neighbours.check(from)) continue;
      for (const text of answersTo(datagram, this.#options.uuid, this.#locationAt(address)))
        sender.send(text, port, from);
      return;
    }
  }
}

/** The system may not tell its networks for a moment: the next round comes. */
const skipped = () => undefined;

/** Undefined where the network is gone again. */
async function senderAt(address: string): Promise<Socket | undefined> {
  const sender = createSocket('udp4');
  try {
    await bound(sender, { address });
    sender.setMulticastInterface(address);
    sender.setMulticastTTL(HOPS);
  } catch {
    sender.close();
    return undefined;
  }
  sender.on('error', () => undefined);
  return sender;
}

function bound(socket: Socket, at: { port?: number; address?: string }): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.bind(at, () => {
      socket.off('error', reject);
      resolve();
    });
  });
}
