import { join } from 'node:path';
import { preset } from '../../jest.preset.mjs';

const here = import.meta.dirname;

export default preset(here, { roots: [join(here, 'src'), join(here, 'scripts')] });
