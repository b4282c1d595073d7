import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CHROMIUM_FLAGS } from '@hearth/testing';
import { WebSocket } from 'ws';

const FLAGS = [...CHROMIUM_FLAGS, '--headless', '--ignore-certificate-errors', '--remote-debugging-port=0'];
const LONG_MS = 300_000;
const LOOK_EVERY_MS = 50;

interface Answer {
  readonly id?: number;
  readonly result?: Record<string, unknown>;
  readonly error?: { readonly message: string };
}

/**
 * Chromium by its own protocol (CDP), with nobody listening to what its pages send. Playwright listens: the body of each request then goes once more
 * through the browser as base64 in JSON, and answers are kept in memory. Where bodies are what is measured, that is most of the figure.
 */
export class UnwatchedBrowser {
  private asked = 0;
  private readonly waiting = new Map<number, (answer: Answer) => void>();
  private readonly chromium: ChildProcess;
  private readonly profile: string;
  private readonly ws: WebSocket;

  private constructor(chromium: ChildProcess, profile: string, ws: WebSocket) {
    this.chromium = chromium;
    this.profile = profile;
    this.ws = ws;
    ws.on('message', (data: Buffer) => {
      const answer = JSON.parse(data.toString()) as Answer;
      this.waiting.get(answer.id ?? -1)?.(answer);
      this.waiting.delete(answer.id ?? -1);
    });
  }

  static async launch(): Promise<UnwatchedBrowser> {
    const profile = mkdtempSync(join(tmpdir(), 'hearth-bench-chromium-'));
    const chromium = spawn('/usr/bin/chromium', [...FLAGS, `--user-data-dir=${profile}`], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const address = await new Promise<string>((resolve, reject) => {
      let said = '';
      chromium.stderr.on('data', (piece: Buffer) => {
        said += piece.toString();
        const found = /DevTools listening on (ws:\S+)/.exec(said)?.[1];
        if (found !== undefined) resolve(found);
      });
      chromium.once('exit', () => reject(new Error(`Chromium did not start: ${said}`)));
    });
    const ws = new WebSocket(address, { perMessageDeflate: false });
    await new Promise((resolve, reject) => ws.once('open', resolve).once('error', reject));
    return new UnwatchedBrowser(chromium, profile, ws);
  }

  /** `prepare` runs in the page before anything else, each time it is loaded. */
  async open(url: string, prepare = ''): Promise<UnwatchedPage> {
    const { targetId } = await this.ask('Target.createTarget', { url: 'about:blank' });
    const { sessionId } = await this.ask('Target.attachToTarget', { targetId, flatten: true });
    const page = new UnwatchedPage((method, params) => this.ask(method, params, sessionId as string));
    await page.prepare(prepare);
    await page.go(url);
    return page;
  }

  /** Downloads lie there, under the names that pages give them once they are whole. */
  async saveTo(downloadPath: string): Promise<void> {
    await this.ask('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath });
  }

  /** Of the process that has worked most for pages; another one may be kept in reserve. */
  async rendererPid(): Promise<number> {
    const { processInfo } = (await this.ask('SystemInfo.getProcessInfo')) as {
      processInfo: { type: string; id: number; cpuTime: number }[];
    };
    const [busiest] = processInfo
      .filter(({ type }) => type === 'renderer')
      .sort((one, other) => other.cpuTime - one.cpuTime);
    return busiest?.id ?? this.pid;
  }

  async ask(method: string, params: object = {}, sessionId?: string): Promise<Record<string, unknown>> {
    const id = (this.asked += 1);
    const answered = new Promise<Answer>((resolve) => this.waiting.set(id, resolve));
    this.ws.send(JSON.stringify({ id, method, params, ...(sessionId !== undefined && { sessionId }) }));
    const { result, error } = await answered;
    if (error) throw new Error(`${method}: ${error.message}`);
    return result ?? {};
  }

  async close(): Promise<void> {
    const gone = new Promise((resolve) => this.chromium.once('exit', resolve));
    this.chromium.kill();
    await gone;
    this.ws.terminate();
    rmSync(this.profile, { recursive: true, force: true, maxRetries: 5 });
  }

  get pid(): number {
    return this.chromium.pid as number;
  }
}

type Ask = (method: string, params?: object) => Promise<Record<string, unknown>>;

export class UnwatchedPage {
  private readonly ask: Ask;

  constructor(ask: Ask) {
    this.ask = ask;
  }

  async prepare(source: string): Promise<void> {
    await this.ask('Page.enable');
    await this.ask('Page.addScriptToEvaluateOnNewDocument', { source });
  }

  async go(url: string): Promise<void> {
    await this.ask('Page.navigate', { url });
    await this.until(`document.readyState === 'complete' && location.href !== 'about:blank'`);
  }

  /** What an expression comes to; a promise is waited for. */
  async evaluate<T>(expression: string): Promise<T> {
    const { result, exceptionDetails } = (await this.ask('Runtime.evaluate', {
      expression,
      awaitPromise: true,
      returnByValue: true,
    })) as { result: { value: T }; exceptionDetails?: { exception?: { description?: string } } };
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? 'it failed in the page');
    return result.value;
  }

  async until(expression: string): Promise<void> {
    const end = performance.now() + LONG_MS;
    while (!(await this.evaluate<boolean>(`Boolean(${expression})`).catch(() => false))) {
      if (performance.now() > end) throw new Error(`it never came: ${expression}`);
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
  }

  /** Clicks what an expression finds, once it does. */
  async click(found: string): Promise<void> {
    await this.until(`${found} && !${found}.disabled`);
    await this.evaluate(`${found}.click()`);
  }

  async setFiles(selector: string, files: readonly string[]): Promise<void> {
    const { root } = (await this.ask('DOM.getDocument')) as { root: { nodeId: number } };
    const { nodeId } = await this.ask('DOM.querySelector', { nodeId: root.nodeId, selector });
    await this.ask('DOM.setFileInputFiles', { nodeId, files });
    await this.ask('DOM.disable');
  }
}
