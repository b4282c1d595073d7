import { CircleCheck } from 'lucide-react';
import { ListPage } from './ListPage.tsx';

const EMPTY = { icon: CircleCheck, title: 'Every file can be read', text: 'Nothing here is damaged.' };

/** What could not be read, each with the reason. The files themselves are as they were. */
export default function DamagedPage() {
  return (
    <ListPage
      title="Could not be read"
      query={{ state: 'unreadable', sort: 'name' }}
      lead="These files are listed as they are, but could not be read. They can be downloaded, moved or deleted."
      empty={EMPTY}
    />
  );
}
