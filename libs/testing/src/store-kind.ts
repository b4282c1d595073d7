/** The one switch: stores in containers (`./hearth test --containers`) or as processes of this machine. */
export const ARE_CONTAINED = process.env['HEARTH_TEST_STORES'] === 'containers';
