import { visibleText } from './visible-text.ts';

/** The name of a file among other text: it changes neither how it looks itself nor the order of what is around it. */
export function FileName({ name }: { readonly name: string }) {
  return <bdi>{visibleText(name)}</bdi>;
}
