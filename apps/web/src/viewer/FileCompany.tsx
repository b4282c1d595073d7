import { fileInsight, hasRole, listAlbums, type FileDetail } from '@hearth/contracts';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { countOf } from '../design/format.ts';
import { visibleText } from '../design/visible-text.ts';
import { usePeople } from '../people/use-people.ts';
import { request } from '../session/request.ts';
import { useSignedIn } from '../session/use-session.ts';

const MOST_ALBUMS = 50;

/** What people have to do with a file: its albums, who brought it, how often it was seen. */
export function FileCompany({ file }: { readonly file: FileDetail }) {
  const { id, role } = useSignedIn();
  const isAdmin = hasRole(role, 'admin');
  const albums = useQuery({
    queryKey: ['albums', 'of', file.id],
    queryFn: () => request(listAlbums, { query: { fileId: file.id, limit: MOST_ALBUMS } }),
  });
  const people = usePeople({ isEnabled: isAdmin && file.uploadedBy !== null });
  const insight = useQuery({
    queryKey: ['insight', 'file', file.id],
    queryFn: () => request(fileInsight, { params: { id: file.id }, query: {} }),
    retry: false,
  });
  const uploader =
    file.uploadedBy === id
      ? 'You'
      : people.data?.items.find((person) => person.id === file.uploadedBy)?.username;
  const { data: seen } = insight;
  return (
    <>
      {(albums.data?.items.length ?? 0) > 0 && (
        <div>
          <dt>Albums</dt>
          <dd>
            {albums.data?.items.map((album, at) => (
              <span key={album.id}>
                {at > 0 && ', '}
                <Link href={`/albums/${album.id}`}>
                  <bdi>{visibleText(album.title)}</bdi>
                </Link>
              </span>
            ))}
          </dd>
        </div>
      )}
      {uploader !== undefined && (
        <div>
          <dt>Brought by</dt>
          <dd>
            <bdi>{uploader}</bdi>
          </dd>
        </div>
      )}
      {seen && seen.streams + seen.downloads > 0 && (
        <div>
          <dt>{seen.scope === 'all' ? 'Seen' : 'Seen by you'}</dt>
          <dd>
            {countOf(seen.streams, 'time')}
            {seen.downloads > 0 && ` · downloaded ${countOf(seen.downloads, 'time')}`}
            {seen.scope === 'all' && seen.viewers > 1 && ` · by ${countOf(seen.viewers, 'person', 'people')}`}
            <Link href={`/insight/files/${file.id}`}>
              {seen.scope === 'all' ? 'Who, when and how far' : 'When, and how far'}
            </Link>
          </dd>
        </div>
      )}
    </>
  );
}
