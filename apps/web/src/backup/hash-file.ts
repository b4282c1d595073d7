import type { HashAnswer, HashQuestion } from './hash-worker.ts';

let worker: Worker | undefined;
let asked = 0;
const waiting = new Map<number, (answer: HashAnswer) => void>();

/** The SHA-256 of a file in hex, computed beside the page so that it stays smooth. Fails when the device no longer hands it out. */
export function hashFile(file: Blob): Promise<string> {
  const id = (asked += 1);
  return new Promise((resolve, reject) => {
    waiting.set(id, (answer) => {
      if ('sha256' in answer) resolve(answer.sha256);
      else reject(new Error(answer.failed));
    });
    ask({ id, file });
  });
}

function ask(question: HashQuestion): void {
  worker ??= startWorker();
  worker.postMessage(question);
}

function startWorker(): Worker {
  const started = new Worker(new URL('./hash-worker.ts', import.meta.url), { type: 'module' });
  started.onmessage = ({ data }: MessageEvent<HashAnswer>) => {
    waiting.get(data.id)?.(data);
    waiting.delete(data.id);
  };
  started.onerror = () => {
    for (const [id, take] of waiting) take({ id, failed: 'the worker stopped' });
    waiting.clear();
    worker = undefined;
  };
  return started;
}
