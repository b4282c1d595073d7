/** Fills `${NAME}` in, as the official nginx image's envsubst does: names that are not given are left as they are. */
export function renderTemplate(template: string, values: Record<string, string>): string {
  return template.replace(/\$\{([A-Z][A-Z0-9_]*)\}/g, (written, name: string) => values[name] ?? written);
}
