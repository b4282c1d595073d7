import { runService } from '@hearth/platform';
import { AppModule } from './app.module.js';
import { readIndexerConfig } from './config.js';

await runService({
  name: 'indexer',
  readConfig: () => readIndexerConfig(process.env),
  module: (config) => AppModule.forRoot(config),
});
