import { Module } from '@nestjs/common';
import { FlowsModule } from '../flows/flows.module.js';
import { Places, placesFlow } from './places.js';

@Module({ imports: [FlowsModule.forFeature(placesFlow, Places)] })
export class PlacesModule {}
