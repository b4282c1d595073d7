import { fileThumbnail, urlOf, type FileSummary } from '@hearth/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import styles from './FilePicture.module.css';
import { refreshAddresses } from './refresh-addresses.ts';
import { findThumbhashColour, findThumbhashUrl, hasThumbhashUrl } from './thumbhash-url.ts';

interface FilePictureProps {
  readonly file: FileSummary;
  readonly fit?: 'cover' | 'contain';
}

/**
 * A file's small picture over its blurred stand-in. Its signed address runs out after a while: then the lists are
 * asked for new ones, and meanwhile the picture comes by way of the API.
 */
export function FilePicture({ file, fit = 'cover' }: FilePictureProps) {
  const client = useQueryClient();
  const [failedUrl, setFailedUrl] = useState<string>();
  const [isLoaded, setLoaded] = useState(false);
  const [isMissing, setMissing] = useState(false);
  // A screen full of stand-ins takes a phone longer than the pictures may take to come: first the colours, then as many as are still wanted.
  const later = useDeferredValue(file.thumbhash, null);
  if (file.thumbnailUrl === null) return null;
  const src =
    file.thumbnailUrl === failedUrl
      ? urlOf(fileThumbnail, { params: { id: file.id }, query: { size: 'grid' } })
      : file.thumbnailUrl;
  if (isMissing) {
    const image = findThumbhashUrl(file.thumbhash);
    return (
      <span
        className={styles.picture}
        style={{ display: 'block', backgroundImage: image && `url(${image})` }}
      />
    );
  }
  const hash = hasThumbhashUrl(file.thumbhash) ? file.thumbhash : later;
  const standIn = isLoaded ? undefined : findThumbhashUrl(hash);
  const backgroundColor = isLoaded ? undefined : findThumbhashColour(file.thumbhash);
  return (
    <img
      className={styles.picture}
      style={{ objectFit: fit, backgroundColor, backgroundImage: standIn && `url(${standIn})` }}
      data-loaded={isLoaded}
      src={src}
      alt=""
      decoding="async"
      draggable={false}
      onLoad={() => setLoaded(true)}
      onError={() => {
        // No broken-image sign: the stand-in stays, and what is wrong with the hub is said elsewhere.
        if (failedUrl === file.thumbnailUrl) return setMissing(true);
        setFailedUrl(file.thumbnailUrl ?? undefined);
        refreshAddresses(client);
      }}
    />
  );
}
