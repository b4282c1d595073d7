interface Route {
  readonly method: string;
  /** As a route is defined, `:name` for a parameter, `*` at the end for whatever follows. */
  readonly pattern: readonly string[];
}

/** Which methods the routes of a service take at an address. */
export class AllowedMethods {
  private readonly routes: Route[] = [];

  add(method: string, pattern: string): void {
    this.routes.push({ method, pattern: pattern.split('/') });
  }

  at(path: string): string[] {
    const segments = path.split('/');
    const methods = this.routes
      .filter(({ pattern }) => isMatch(pattern, segments))
      .map(({ method }) => method);
    return [...new Set(methods)].sort();
  }
}

function isMatch(pattern: readonly string[], segments: readonly string[]): boolean {
  const isOpen = pattern.at(-1) === '*';
  if (isOpen)
    return (
      segments.length >= pattern.length &&
      isMatch(pattern.slice(0, -1), segments.slice(0, pattern.length - 1))
    );
  return (
    pattern.length === segments.length &&
    pattern.every((part, place) => (part.startsWith(':') ? segments[place] !== '' : part === segments[place]))
  );
}
