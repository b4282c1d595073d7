import { useOpenFile } from '../viewer/use-open-file.ts';
import { FileRows, type FileRowsProps } from '../grid/FileRows.tsx';

/** Files of the house in rows; each opens over the page one is on. */
export function FileGrid(props: Omit<FileRowsProps, 'addressOf' | 'onOpen'>) {
  const { addressOf, open } = useOpenFile();
  return <FileRows {...props} addressOf={addressOf} onOpen={open} />;
}
