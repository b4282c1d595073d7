import { serveJobs } from './serve-jobs.js';

/** What the pool's tests ask of a worker. */
serveJobs((job: 'answer' | 'throw' | 'spin' | 'exit') => {
  if (job === 'throw') throw new Error('no luck');
  if (job === 'exit') process.exit(3);
  while (job === 'spin');
  return 'done';
});
