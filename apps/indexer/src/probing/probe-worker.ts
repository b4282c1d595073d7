import sharp from 'sharp';
import { serveJobs } from '../media-tools/serve-jobs.js';
import { probeInProcess } from './probe-in-process.js';

// Headers only: neither threads nor a cache of opened files help here, and a cached handle would outlive a rename.
sharp.concurrency(1);
sharp.cache(false);
// mediabunny tells of each odd box on the console; a log line per broken file is the caller's to write.
// eslint-disable-next-line no-console -- switched off, not written to
console.warn = console.error = () => undefined;

serveJobs(probeInProcess);
