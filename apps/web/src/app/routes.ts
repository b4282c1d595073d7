import { hasRole, type Role } from '@hearth/contracts';
import {
  Clapperboard,
  ChartNoAxesColumn,
  CloudDownload,
  CloudUpload,
  Ellipsis,
  History,
  Images,
  KeyRound,
  MailWarning,
  Link2,
  Search,
  Send,
  Smartphone,
  UsersRound,
  type LucideIcon,
} from 'lucide-react';
import { lazy, type ComponentType } from 'react';
import type { PageProps } from '../page/page-props.ts';
import { PhotosPage } from '../photos/PhotosPage.tsx';
import type { SignedIn } from '../session/use-session.ts';

export type NavigationPart = 'bar' | 'rail' | 'more';

/**
 * Where a page is reached from. `bar`: a phone's bar and a desktop's rail; `rail`: the rail, and on a phone the list
 * under More; `more`: that list alone. The bar has room for five.
 */
export interface NavigationEntry {
  readonly label: string;
  readonly href: string;
  readonly icon: LucideIcon;
  readonly in: NavigationPart | ((person: SignedIn) => NavigationPart);
  /** Other pages that belong to it. */
  readonly covers?: RegExp;
  /** Whom it is shown to, of those who may open the page. */
  readonly isFor?: (person: SignedIn) => boolean;
}

export interface Route {
  /** Without a slash at the end. A page stays as it is while its route does. */
  readonly path: RegExp;
  /** The tab's title, until the page knows better. */
  readonly title: string;
  /** `open`: no sign-in is asked for, and the page stands alone, without the navigation. Else the role it takes. */
  readonly access: 'open' | Role;
  readonly page: ComponentType<PageProps>;
  readonly entry?: NavigationEntry;
}

/** The sections of the library, which are reached from one another. */
const LIBRARY =
  /^\/(?:favourites|on-this-day|map|folders|albums|music|documents|damaged|duplicates|bin)(?:\/|$)/;

/** The pages that the dashboard leads to. */
const INSIGHT = /^\/insight\//;

const isPaired = ({ deviceId }: SignedIn) => deviceId !== null;
const isPairedOrEditor = (person: SignedIn) => isPaired(person) || hasRole(person.role, 'editor');

/** Every page of the app, in the order of the navigation. All but the first are fetched when they are asked for. */
export const ROUTES: readonly Route[] = [
  {
    path: /^\/$/,
    title: 'Photos',
    access: 'viewer',
    page: PhotosPage,
    entry: { label: 'Library', href: '/', icon: Images, in: 'bar', covers: LIBRARY },
  },
  { path: /^\/favourites$/, title: 'Favourites', access: 'viewer', page: PhotosPage },
  {
    path: /^\/folders(?:\/(?<path>.+))?$/,
    title: 'Folders',
    access: 'viewer',
    page: lazy(() => import('../folders/FoldersPage.tsx')),
  },
  {
    path: /^\/albums$/,
    title: 'Albums',
    access: 'viewer',
    page: lazy(() => import('../albums/AlbumsPage.tsx')),
  },
  {
    path: /^\/albums\/(?<id>[0-9a-f-]{36})$/,
    title: 'Album',
    access: 'viewer',
    page: lazy(() => import('../albums/AlbumPage.tsx')),
  },
  {
    path: /^\/on-this-day$/,
    title: 'On this day',
    access: 'viewer',
    page: lazy(() => import('../on-this-day/OnThisDayPage.tsx')),
  },
  { path: /^\/map$/, title: 'Map', access: 'viewer', page: lazy(() => import('../map/MapPage.tsx')) },
  {
    path: /^\/music$/,
    title: 'Music',
    access: 'viewer',
    page: lazy(() => import('../music/MusicPage.tsx')),
  },
  {
    path: /^\/documents$/,
    title: 'Documents',
    access: 'viewer',
    page: lazy(() => import('../library/DocumentsPage.tsx')),
  },
  {
    path: /^\/damaged$/,
    title: 'Could not be read',
    access: 'viewer',
    page: lazy(() => import('../library/DamagedPage.tsx')),
  },
  {
    path: /^\/duplicates$/,
    title: 'Duplicates',
    access: 'editor',
    page: lazy(() => import('../duplicates/DuplicatesPage.tsx')),
  },
  { path: /^\/bin$/, title: 'Bin', access: 'editor', page: lazy(() => import('../bin/BinPage.tsx')) },
  {
    path: /^\/search$/,
    title: 'Search',
    access: 'viewer',
    page: lazy(() => import('../search/SearchPage.tsx')),
    entry: { label: 'Search', href: '/search', icon: Search, in: 'bar' },
  },
  {
    path: /^\/backup$/,
    title: 'Phone backup',
    access: 'viewer',
    page: lazy(() => import('../backup/BackupPage.tsx')),
    // A phone that may only look still finds there what others laid out for it.
    entry: {
      label: 'Backup',
      href: '/backup',
      icon: CloudUpload,
      in: (person) => (isPaired(person) && hasRole(person.role, 'editor') ? 'bar' : 'more'),
      isFor: isPairedOrEditor,
    },
  },
  {
    path: /^\/drop$/,
    title: 'Drop',
    access: 'viewer',
    page: lazy(() => import('../drop/DropPage.tsx')),
    entry: { label: 'Drop', href: '/drop', icon: Send, in: 'bar' },
  },
  {
    path: /^\/drop\/(?<id>[0-9a-f-]{36})$/,
    title: 'Drop',
    access: 'open',
    page: lazy(() => import('../drop/GuestDropPage.tsx')),
  },
  {
    path: /^\/drop\/words$/,
    title: 'Join a drop',
    access: 'open',
    page: lazy(() => import('../drop/WordsPage.tsx')),
  },
  {
    path: /^\/s\/(?<code>[\w-]{22})$/,
    title: 'Shared with you',
    access: 'open',
    page: lazy(() => import('../guests/GuestSharePage.tsx')),
  },
  {
    path: /^\/insight$/,
    title: 'Insight',
    access: 'editor',
    page: lazy(() => import('../dashboard/InsightPage.tsx')),
    entry: { label: 'Insight', href: '/insight', icon: ChartNoAxesColumn, in: 'rail', covers: INSIGHT },
  },
  {
    path: /^\/insight\/files\/(?<id>[0-9a-f-]{36})$/,
    title: 'Insight',
    access: 'viewer',
    page: lazy(() => import('../history/FileInsightPage.tsx')),
  },
  {
    path: /^\/insight\/(?:me|people\/(?<id>[0-9a-f-]{36}))$/,
    title: 'What was watched',
    access: 'viewer',
    page: lazy(() => import('../history/PersonInsightPage.tsx')),
    entry: { label: 'What I watched', href: '/insight/me', icon: History, in: 'more' },
  },
  {
    path: /^\/insight\/devices\/(?<id>[0-9a-f-]{36})$/,
    title: 'What was watched',
    access: 'viewer',
    page: lazy(() => import('../history/DeviceInsightPage.tsx')),
  },
  {
    path: /^\/insight\/privacy(?:\/(?<id>[0-9a-f-]{36}))?$/,
    title: 'Privacy',
    access: 'viewer',
    page: lazy(() => import('../history/PrivacyPage.tsx')),
  },
  {
    path: /^\/capture$/,
    title: 'Capture',
    access: 'editor',
    page: lazy(() => import('../capture/director/CapturePage.tsx')),
    entry: {
      label: 'Capture',
      href: '/capture',
      covers: /^\/capture\//,
      icon: Clapperboard,
      // A paired phone's bar has its backup.
      in: (person) => (isPaired(person) ? 'more' : 'bar'),
    },
  },
  {
    path: /^\/capture\/help$/,
    title: 'Phones as cameras',
    access: 'open',
    page: lazy(() => import('../capture/CaptureHelpPage.tsx')),
  },
  {
    path: /^\/capture\/board$/,
    title: 'Calibration board',
    access: 'editor',
    page: lazy(() => import('../capture/poses/BoardPage.tsx')),
  },
  {
    path: /^\/capture\/takes\/(?<id>[^/]+)$/,
    title: 'Take',
    access: 'editor',
    page: lazy(() => import('../capture/takes/TakePage.tsx')),
  },
  {
    path: /^\/shares$/,
    title: 'Shared links',
    access: 'editor',
    page: lazy(() => import('../shares/SharesPage.tsx')),
    entry: { label: 'Shared links', href: '/shares', icon: Link2, in: 'more' },
  },
  {
    path: /^\/wall\/(?<id>[0-9a-f-]{36})$/,
    title: 'Wall',
    access: 'editor',
    page: lazy(() => import('../guests/WallPage.tsx')),
  },
  {
    path: /^\/offline$/,
    title: 'Offline',
    access: 'viewer',
    page: lazy(() => import('../offline/OfflinePage.tsx')),
    entry: { label: 'Offline', href: '/offline', icon: CloudDownload, in: 'more' },
  },
  {
    path: /^\/devices$/,
    title: 'Devices',
    access: 'editor',
    page: lazy(() => import('../devices/DevicesPage.tsx')),
    entry: { label: 'Devices', href: '/devices', icon: Smartphone, in: 'more' },
  },
  {
    path: /^\/people$/,
    title: 'People',
    access: 'admin',
    page: lazy(() => import('../people/PeoplePage.tsx')),
    entry: { label: 'People', href: '/people', icon: UsersRound, in: 'more' },
  },
  {
    path: /^\/put-aside$/,
    title: 'Put aside',
    access: 'admin',
    page: lazy(() => import('../parked-events/ParkedEventsPage.tsx')),
    entry: { label: 'Put aside', href: '/put-aside', icon: MailWarning, in: 'more' },
  },
  {
    path: /^\/sign-ins$/,
    title: 'My sign-ins',
    access: 'viewer',
    page: lazy(() => import('../people/SignInsPage.tsx')),
    entry: { label: 'My sign-ins', href: '/sign-ins', icon: KeyRound, in: 'more' },
  },
  {
    path: /^\/more$/,
    title: 'More',
    access: 'viewer',
    page: lazy(() => import('./MorePage.tsx')),
    entry: { label: 'More', href: '/more', icon: Ellipsis, in: 'bar' },
  },
  {
    path: /^\/pair$/,
    title: 'Join this hub',
    access: 'open',
    page: lazy(() => import('../pairing/PairPage.tsx')),
  },
];

export interface FoundRoute {
  readonly route: Route;
  readonly params: PageProps['params'];
}

export function findRoute(path: string): FoundRoute | undefined {
  for (const route of ROUTES) {
    const match = route.path.exec(path);
    if (match) return { route, params: { ...match.groups } };
  }
  return undefined;
}

export function mayOpen(person: SignedIn, { access }: Route): boolean {
  return access === 'open' || hasRole(person.role, access);
}

export interface FoundEntry extends Omit<NavigationEntry, 'in'> {
  readonly in: NavigationPart;
  readonly route: Route;
}

/** What somebody is led to from these parts of the navigation. */
export function entriesFor(person: SignedIn, parts: readonly NavigationPart[]): FoundEntry[] {
  return ROUTES.flatMap((route) => {
    const { entry } = route;
    if (!entry || !mayOpen(person, route) || entry.isFor?.(person) === false) return [];
    const part = typeof entry.in === 'function' ? entry.in(person) : entry.in;
    return parts.includes(part) ? [{ ...entry, in: part, route }] : [];
  });
}
