import { readFileSync } from 'node:fs';
import decode from 'heic-decode';
import { serveJobs } from '../media-tools/serve-jobs.js';

serveJobs(async (path: string) => {
  const { width, height, data } = await decode({ buffer: readFileSync(path) });
  return { width, height, data };
});
