import { serveJobs } from './serve-jobs.js';

/** What the pool's tests ask of a worker. */
serveJobs((job: 'answer' | 'throw' | 'spin' | 'exit' | 'hoard' | 'throw-later') => {
  if (job === 'throw') throw new Error('no luck');
  if (job === 'throw-later')
    setTimeout(() => {
      throw new Error('too late');
    }, 50);
  if (job === 'exit') process.exit(3);
  while (job === 'spin');
  for (const hoard: string[][] = []; job === 'hoard';) hoard.push(Array.from({ length: 10_000 }, String));
  return 'done';
});
