import { FileStore } from '@tus/file-store';
import { Server } from '@tus/server';

/** The reference server of the protocol, as its manual shows it. Prints its port. */
const [folder = ''] = process.argv.slice(2);
const server = new Server({
  path: '/files',
  respectForwardedHeaders: true,
  datastore: new FileStore({ directory: folder }),
});
const listening = server.listen({ host: '127.0.0.1', port: 0 }, () => {
  const address = listening.address();
  process.stdout.write(`${typeof address === 'object' ? address?.port : ''}\n`);
});
