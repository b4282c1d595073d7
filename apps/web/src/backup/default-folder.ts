/** Where what is not dropped into a folder goes. */
export const DEFAULT_FOLDER = 'Uploads';
