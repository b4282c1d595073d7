import { runService } from '@hearth/platform';
import { AppModule } from './app.module.js';
import { readMediaConfig } from './config.js';

await runService({
  name: 'media',
  readConfig: () => readMediaConfig(process.env),
  module: (config) => AppModule.forRoot(config),
});
