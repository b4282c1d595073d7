import type { FileKind } from '@hearth/contracts';
import { File, FileText, Film, Image, Music, type LucideIcon } from 'lucide-react';

const ICONS: Record<FileKind, LucideIcon> = {
  image: Image,
  video: Film,
  audio: Music,
  document: FileText,
  other: File,
};

export function KindIcon({ kind, size }: { readonly kind: FileKind; readonly size: number }) {
  const Icon = ICONS[kind];
  return <Icon size={size} strokeWidth={1.6} aria-hidden />;
}
