import type { Plugin } from 'vite';

/** Each place where zod's classes hold on to its writer of JSON schemas, and what stands there instead. */
const TIES: readonly (readonly [RegExp, string])[] = [
  [/^ *inst\._zod\.processJSONSchema = .*;$/gm, ''],
  [/createStandardJSONSchemaMethod\(this, "(?:in|out)put"\)/g, 'undefined'],
  [/createToJSONSchemaMethod\(this, \{\}\)\(params\)/g, 'undefined'],
];

/**
 * The web checks with schemas and never prints one, yet zod's classes drag their writer of JSON schemas into the first
 * load (5 KB packed). A zod whose classes look otherwise fails the build, so that the weight does not come back unseen.
 */
export function zodWithoutJsonSchema(): Plugin {
  return {
    name: 'zod-without-json-schema',
    transform(code, id) {
      if (!/\/zod\/v4\/classic\/schemas\.js$/.test(id)) return undefined;
      return TIES.reduce((left, [tie, instead]) => {
        if (left.search(tie) < 0) this.error(`zod has no ${tie.source} any more: see this plugin`);
        return left.replace(tie, instead);
      }, code);
    },
  };
}
