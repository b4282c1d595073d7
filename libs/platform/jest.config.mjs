import { preset, sharedStores } from '../../jest.preset.mjs';

export default preset(import.meta.dirname, sharedStores);
