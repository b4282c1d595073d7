import { Music } from 'lucide-react';
import { ListPage } from './ListPage.tsx';

const EMPTY = {
  icon: Music,
  title: 'No music yet',
  text: 'Songs that are put into the library stand here, by name.',
};

export default function MusicPage() {
  return <ListPage title="Music" query={{ type: 'audio', state: 'ready', sort: 'name' }} empty={EMPTY} />;
}
