import { Module } from '@nestjs/common';
import { PeopleModule } from '../people/people.module.js';
import { SignInModule } from '../sign-in/sign-in.module.js';
import { AppPasswordsController } from './app-passwords.controller.js';
import { AppPasswords } from './app-passwords.js';

@Module({
  imports: [PeopleModule, SignInModule],
  controllers: [AppPasswordsController],
  providers: [AppPasswords],
})
export class AppPasswordsModule {}
