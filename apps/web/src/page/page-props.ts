export interface PageProps {
  /** The named groups of the route's path, as they stand in the address (encoded). */
  readonly params: Readonly<Record<string, string | undefined>>;
}
