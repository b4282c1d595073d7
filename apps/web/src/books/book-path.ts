/**
 * Where a reference in a book leads: a path inside its archive, and a place in there. Undefined where it leads out of the book.
 * `from` is the path of the file that holds the reference (EPUB 3.3, section 4.2.5: references are relative to their file).
 */
export function resolveInBook(
  from: string,
  reference: string,
): { readonly path: string; readonly fragment: string } | undefined {
  if (/^[a-z][a-z0-9+.-]*:/i.test(reference.trim()) || reference.trim().startsWith('//')) return undefined;
  const [before = '', fragment = ''] = reference.trim().split('#', 2);
  const [file = ''] = before.split('?', 1);
  if (file === '') return { path: from, fragment: decoded(fragment) };
  const steps = file.startsWith('/') ? [] : from.split('/').slice(0, -1);
  for (const step of decoded(file).split('/')) {
    if (step === '' || step === '.') continue;
    if (step === '..') steps.pop();
    else steps.push(step);
  }
  return { path: steps.join('/'), fragment: decoded(fragment) };
}

/** As it stands where it is no proper escape. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
