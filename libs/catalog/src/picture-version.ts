/**
 * Of what makes pictures. Adding one has files looked at again in the background whose pictures an older maker made, JPEGs left out.
 * 1: colours of HDR and wide gamuts, profiles of more than 8 bits, numbers that are light, black ink.
 */
export const PICTURE_VERSION = 1;
