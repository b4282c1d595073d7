import type { Schema } from '@hearth/platform';
import { CreateCatalog1763700000000 } from './migrations/1763700000000-create-catalog.js';
import { WhatIsListed1795887961571 } from './migrations/1795887961571-what-is-listed.js';
import { OneFileAtAPath1795887961572 } from './migrations/1795887961572-one-file-at-a-path.js';
import { MovesAndBin1795890737738 } from './migrations/1795890737738-moves-and-bin.js';
import { AlbumsAndArchives1795890737739 } from './migrations/1795890737739-albums-and-archives.js';
import { Tallies1795890737740 } from './migrations/1795890737740-tallies.js';
import { DigestForScans1763710000000 } from './migrations/1763710000000-digest-for-scans.js';
import { SearchAsPeopleType1795889800000 } from './migrations/1795889800000-search-as-people-type.js';
import { CountWhatIsListed1795889900000 } from './migrations/1795889900000-count-what-is-listed.js';
import { DescribeKnownFiles1795889950000 } from './migrations/1795889950000-describe-known-files.js';
import { FailedSteps1795887623181 } from './migrations/1795887623181-failed-steps.js';
import { LeftOut1795889099494 } from './migrations/1795889099494-left-out.js';
import { LooksOfContent1795904718684 } from './migrations/1795904718684-looks-of-content.js';
import { FullPictures1795988600000 } from './migrations/1795988600000-full-pictures.js';
import { Renditions1795893639951 } from './migrations/1795893639951-renditions.js';
import { ShotsAndTracks1795904937864 } from './migrations/1795904937864-shots-and-tracks.js';
import { IndexListing1763700200000 } from './migrations/1763700200000-index-listing.js';
import { PreviewsComeLater1795890328574 } from './migrations/1795890328574-previews-come-later.js';
import { IndexDuplicates1795892616469 } from './migrations/1795892616469-index-duplicates.js';
import { Companions1795902720960 } from './migrations/1795902720960-companions.js';
import { TimesOfKnownFiles1795902720961 } from './migrations/1795902720961-times-of-known-files.js';
import { OutboxTellsOfFiles1795904052927 } from './migrations/1795904052927-outbox-tells-of-files.js';
import { AddPlaces1795904540000 } from './migrations/1795904540000-add-places.js';
import { IndexPlaces1795904540001 } from './migrations/1795904540001-index-places.js';
import { DoneAgain1795893038324 } from './migrations/1795893038324-done-again.js';
import { UnreadableHalves1795903970638 } from './migrations/1795903970638-unreadable-halves.js';
import { MotionPhotos1795904338871 } from './migrations/1795904338871-motion-photos.js';
import { TurnedPictures1795925349754 } from './migrations/1795925349754-turned-pictures.js';
import { ConfirmedRemovals1795935758926 } from './migrations/1795935758926-confirmed-removals.js';
import { LongWords1795905173511 } from './migrations/1795905173511-long-words.js';
import { PicturesOfOlderMakers1795920967094 } from './migrations/1795920967094-pictures-of-older-makers.js';
import { FoldMoreScripts1795922473098 } from './migrations/1795922473098-fold-more-scripts.js';
import { IndexWhatPeopleBrought1795923262373 } from './migrations/1795923262373-index-what-people-brought.js';
import { AddProperties1795924726591 } from './migrations/1795924726591-add-properties.js';
import { InnerTexts1795936170339 } from './migrations/1795936170339-inner-texts.js';
import { IndexSizesAndLengths1795937785899 } from './migrations/1795937785899-index-sizes-and-lengths.js';
import { JoinWords1795939557915 } from './migrations/1795939557915-join-words.js';
import { LookForInnerVtt1795948388148 } from './migrations/1795948388148-look-for-inner-vtt.js';
import { OrdersBesideWords1795949712966 } from './migrations/1795949712966-orders-beside-words.js';
import { DiscardedContents1795950133136 } from './migrations/1795950133136-discarded-contents.js';
import { JudgeSideCarsAgain1795964074460 } from './migrations/1795964074460-judge-side-cars-again.js';
import { SpellLettersOut1795975980000 } from './migrations/1795975980000-spell-letters-out.js';
import { HashesAtOnceInOrder1795988500000 } from './migrations/1795988500000-hashes-at-once-in-order.js';

/** The file catalogue's schema, for `databaseModule`. */
export const catalogSchema: Schema = {
  name: 'catalog',
  entities: [],
  // It opens hostile files.
  writers: ['hearth_indexer'],
  migrations: [
    CreateCatalog1763700000000,
    IndexListing1763700200000,
    DigestForScans1763710000000,
    FailedSteps1795887623181,
    WhatIsListed1795887961571,
    OneFileAtAPath1795887961572,
    LeftOut1795889099494,
    SearchAsPeopleType1795889800000,
    CountWhatIsListed1795889900000,
    DescribeKnownFiles1795889950000,
    PreviewsComeLater1795890328574,
    MovesAndBin1795890737738,
    AlbumsAndArchives1795890737739,
    Tallies1795890737740,
    IndexDuplicates1795892616469,
    DoneAgain1795893038324,
    LooksOfContent1795904718684,
    Renditions1795893639951,
    Companions1795902720960,
    TimesOfKnownFiles1795902720961,
    UnreadableHalves1795903970638,
    OutboxTellsOfFiles1795904052927,
    AddPlaces1795904540000,
    IndexPlaces1795904540001,
    MotionPhotos1795904338871,
    ShotsAndTracks1795904937864,
    LongWords1795905173511,
    PicturesOfOlderMakers1795920967094,
    FoldMoreScripts1795922473098,
    IndexWhatPeopleBrought1795923262373,
    AddProperties1795924726591,
    TurnedPictures1795925349754,
    ConfirmedRemovals1795935758926,
    InnerTexts1795936170339,
    IndexSizesAndLengths1795937785899,
    JoinWords1795939557915,
    LookForInnerVtt1795948388148,
    OrdersBesideWords1795949712966,
    DiscardedContents1795950133136,
    JudgeSideCarsAgain1795964074460,
    SpellLettersOut1795975980000,
    HashesAtOnceInOrder1795988500000,
    FullPictures1795988600000,
  ],
};
