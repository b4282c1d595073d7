import { describe, expect, it } from '@jest/globals';
import type { DeviceId } from '@hearth/contracts';
import type { Upload } from '../staging/upload-record.js';
import { isWantedOnce } from './is-wanted-once.js';

const encode = (text: string) => Buffer.from(text).toString('base64');
const plain = { deviceId: null, shareId: null, metadata: `filename ${encode('a.jpg')}` };
const asked = `${plain.metadata},unlessHere ${encode('true')}`;

describe('isWantedOnce', () => {
  it.each<[string, Pick<Upload, 'deviceId' | 'shareId' | 'metadata'>, boolean]>([
    ['what a person puts somewhere', plain, false],
    ['what came without metadata', { ...plain, metadata: '' }, false],
    ['what a device backs up', { ...plain, deviceId: 'phone' as DeviceId }, true],
    ['what is sent without a place', { ...plain, metadata: asked }, true],
    ['the same with spaces', { ...plain, metadata: asked.replace(',', ' ,  ') }, true],
    ['what says no', { ...plain, metadata: `unlessHere ${encode('false')}` }, false],
    ['a key without a value', { ...plain, metadata: 'unlessHere' }, false],
    ['what a guest brings', { ...plain, metadata: asked, shareId: 'share' as Upload['shareId'] }, false],
  ])('%s: %p', (_what, upload, isOnce) => {
    expect(isWantedOnce(upload)).toBe(isOnce);
  });
});
