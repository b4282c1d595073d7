import { readFileSync } from 'node:fs';
import { WebSocket } from 'ws';

/** Where Node listens once it is asked to (SIGUSR1), unless told otherwise. */
const INSPECTOR = 'http://127.0.0.1:9229/json';

/** A Node process that others can ask to collect its garbage. Only one on this machine at a time. */
export class InspectedProcess {
  private asked = 0;
  private readonly pid: number;
  private readonly ws: WebSocket;

  private constructor(pid: number, ws: WebSocket) {
    this.pid = pid;
    this.ws = ws;
  }

  static async open(pid: number): Promise<InspectedProcess> {
    process.kill(pid, 'SIGUSR1');
    for (;;) {
      const [target] = await fetch(INSPECTOR)
        .then((answer) => answer.json() as Promise<{ webSocketDebuggerUrl: string }[]>)
        .catch(() => []);
      if (target) return new InspectedProcess(pid, await opened(target.webSocketDebuggerUrl));
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  /** What it holds once nothing is left that could be thrown away: before, garbage of making a thing counts as the thing. */
  async liveBytes(): Promise<number> {
    await this.ask('HeapProfiler.enable');
    for (let n = 0; n < 3; n += 1) await this.ask('HeapProfiler.collectGarbage');
    const [, kb = '0'] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${this.pid}/status`, 'utf8')) ?? [];
    return Number(kb) * 1024;
  }

  /** The port is free for another process afterwards. */
  async close(): Promise<void> {
    const expression = `process.getBuiltinModule('inspector').close()`;
    const gone = new Promise((resolve) => this.ws.once('close', resolve));
    this.ws.send(JSON.stringify({ id: 0, method: 'Runtime.evaluate', params: { expression } }));
    await gone;
  }

  private async ask(method: string): Promise<void> {
    const id = (this.asked += 1);
    const answered = new Promise<void>((resolve) => {
      const look = (data: Buffer) => {
        if ((JSON.parse(data.toString()) as { id?: number }).id !== id) return;
        this.ws.off('message', look);
        resolve();
      };
      this.ws.on('message', look);
    });
    this.ws.send(JSON.stringify({ id, method }));
    await answered;
  }
}

function opened(url: string): Promise<WebSocket> {
  const ws = new WebSocket(url, { perMessageDeflate: false });
  return new Promise((resolve, reject) => ws.once('open', () => resolve(ws)).once('error', reject));
}
