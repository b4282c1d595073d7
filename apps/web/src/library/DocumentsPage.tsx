import { FileText, SearchX } from 'lucide-react';
import { useLocation } from 'wouter';
import { addressOfPage, usePlace } from '../page/place.ts';
import { SearchBox } from '../design/SearchBox.tsx';
import { ListPage } from './ListPage.tsx';

const EMPTY = {
  icon: FileText,
  title: 'No documents yet',
  text: 'Papers, books and whatever is no picture, film or song stand here, by name.',
};
const NOTHING_FOUND = {
  icon: SearchX,
  title: 'Nothing found',
  text: 'Try a part of the name, the folder, a tag or the title.',
};

/** Under this the words stand in the address. */
const WORDS = 'q';

/** Papers and books by name, with their first pages, and a box that narrows them. */
export default function DocumentsPage() {
  const place = usePlace();
  const [, navigate] = useLocation();
  const words = place.search.get(WORDS) ?? undefined;
  const search = (next: string | undefined) =>
    navigate(
      addressOfPage({
        path: place.path,
        search: new URLSearchParams(next === undefined ? {} : { [WORDS]: next }),
      }),
      { replace: true },
    );
  return (
    <ListPage
      title="Documents"
      query={{
        type: 'document,other',
        state: 'ready',
        ...(words === undefined ? { sort: 'name' } : { query: words }),
      }}
      lead={<SearchBox words={words} onSearch={search} within="documents" />}
      hasLeadAlways
      empty={words === undefined ? EMPTY : NOTHING_FOUND}
    />
  );
}
