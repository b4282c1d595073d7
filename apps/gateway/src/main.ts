import 'reflect-metadata';
import { runService } from '@hearth/platform';
import { AppModule } from './app.module.js';
import { readConfig } from './config.js';

await runService({
  name: 'gateway',
  readConfig: () => readConfig(process.env),
  module: (config) => AppModule.forRoot(config),
});
