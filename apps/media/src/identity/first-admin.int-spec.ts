import { describe, expect, it, jest } from '@jest/globals';
import { MediaRig, PASSWORD } from '../../test/media-rig.js';

jest.setTimeout(180_000);

describe('the first start', () => {
  it('stops by the name of the variable when nobody could ever sign in', async () => {
    await expect(MediaRig.start({ HEARTH_ADMIN_PASSWORD: undefined })).rejects.toThrow(
      'HEARTH_ADMIN_PASSWORD: ',
    );
  });

  it('adds the admin whom the configuration names, and no other later on', async () => {
    const rig = await MediaRig.start({ HEARTH_ADMIN_USERNAME: 'Ürsula' });
    try {
      expect((await rig.signIn('ürsula')).token).toBeDefined();
      await rig.startCopy({ HEARTH_ADMIN_USERNAME: 'mallory', HEARTH_ADMIN_PASSWORD: 'another password' });
      await expect(rig.signIn('mallory', 'another password')).rejects.toThrow('401');
      expect((await rig.signIn('Ürsula', PASSWORD)).token).toBeDefined();
    } finally {
      await rig.stop();
    }
  });
});
