/** The version in package.json, put in by the build. */
declare const __HEARTH_VERSION__: string;
