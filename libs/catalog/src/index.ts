export { factsOf, type FileRecord } from './file-record.js';
export { derivedPath, HEARTH_FOLDER, libraryPath, MARKER_FILE, splitLibraryPath } from './library-path.js';
export { catalogSchema } from './schema.js';
