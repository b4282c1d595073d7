import { Module } from '@nestjs/common';
import { JwtModule } from '@nestjs/jwt';
import { SocketsModule } from '../sockets/sockets.module.js';
import { CaptureTokens } from './joining/capture-tokens.js';
import { JoiningController } from './joining/joining.controller.js';
import { PosesController } from './poses/poses.controller.js';
import { CaptureSockets } from './streams/capture-sockets.js';
import { LiveSessions } from './streams/live-sessions.js';
import { SessionHome } from './streams/session-home.js';
import { StreamsController } from './streams/streams.controller.js';
import { WebRtcIntake } from './streams/webrtc-intake.js';
import { CaptureFolder } from './takes/capture-folder.js';
import { CaptureKeeper } from './takes/capture-keeper.js';
import { FiledFiles } from './takes/filed-files.js';
import { FrameExport } from './takes/frame-export.js';
import { RunningTakes } from './takes/running-takes.js';
import { TakeRemoval } from './takes/take-removal.js';
import { TakesController } from './takes/takes.controller.js';

/** One to four phones film together. */
@Module({
  imports: [JwtModule.register({}), SocketsModule],
  controllers: [JoiningController, StreamsController, TakesController, PosesController],
  providers: [
    ...[CaptureTokens, CaptureSockets, LiveSessions, SessionHome, WebRtcIntake],
    ...[CaptureFolder, RunningTakes, TakeRemoval, FrameExport, FiledFiles, CaptureKeeper],
  ],
})
export class CaptureModule {}
