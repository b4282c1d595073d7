import { FileText } from 'lucide-react';
import { ListPage } from './ListPage.tsx';

const EMPTY = {
  icon: FileText,
  title: 'No documents yet',
  text: 'Papers, books and whatever is no picture, film or song stand here, by name.',
};

export default function DocumentsPage() {
  return (
    <ListPage
      title="Documents"
      query={{ type: 'document,other', state: 'ready', sort: 'name' }}
      empty={EMPTY}
    />
  );
}
