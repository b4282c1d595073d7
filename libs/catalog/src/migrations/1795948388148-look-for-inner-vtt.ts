import type { MigrationInterface, QueryRunner } from 'typeorm';

/** WebVTT inside Matroska was passed over: such films are looked into again. Few have any. */
export class LookForInnerVtt1795948388148 implements MigrationInterface {
  name = 'LookForInnerVtt1795948388148';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `DELETE FROM catalog.inner_texts t USING catalog.files f
       WHERE f.sha256 = t.sha256 AND f.kind = 'video' AND f.codecs->>'container' = 'matroska' AND f.codecs->'subtitles' ? 'webvtt'`,
    );
  }

  /** Forward only: what a migration made holds people's data. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations are forward only'));
  }
}
