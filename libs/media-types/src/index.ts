export { findTypeByName, isTextType } from './file-names.js';
export { FILE_TYPES, type FileType, type FileTypeName } from './file-types.js';
export { typeByName, typeBySender } from './type-by-name.js';
