/** The small part of fluent-ffmpeg (which ships no types) that `ffmpeg.ts` uses. */
declare module 'fluent-ffmpeg' {
  interface FfmpegCommand {
    inputOptions(options: string[]): this;
    seekInput(seconds: number): this;
    noAudio(): this;
    frames(count: number): this;
    outputOptions(options: string[]): this;
    format(name: string): this;
    output(target: string): this;
    /** The argument list that `run()` would hand to ffmpeg. */
    _getArguments(): string[];
  }
  export default function ffmpeg(input: string): FfmpegCommand;
}
