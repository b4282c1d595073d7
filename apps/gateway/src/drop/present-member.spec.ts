import { describe, expect, it } from '@jest/globals';
import type { DropJoined, DropMessage, DropSessionId, PeerId } from '@hearth/contracts';
import { PresentMember } from './present-member.js';

const ANNA = { peerId: '0198c0de-0000-7000-8000-00000000000a' as PeerId, name: 'Anna' };
const JOINED: DropJoined = {
  type: 'joined',
  memberToken: 'x',
  peers: [ANNA],
  peerId: '0198c0de-0000-7000-8000-00000000000b' as PeerId,
};
const COMES: DropMessage = { type: 'peer-joined', peer: ANNA };
const GOES: DropMessage = { type: 'peer-left', peerId: ANNA.peerId };

describe('a member that is told of others', () => {
  it.each<[string, DropMessage[], DropMessage[], DropMessage[]]>([
    ['is not told again of who is in the list, before', [COMES], [], []],
    ['nor after it has joined', [], [COMES], []],
    ['is told that somebody went, and came again', [], [GOES, COMES, COMES], [GOES, COMES]],
    ['is told in order of what was said meanwhile', [GOES, COMES], [GOES], [GOES, COMES, GOES]],
  ])('%s', (_, before, after, expected) => {
    const heard: DropMessage[] = [];
    const ear = { hear: (message: DropMessage) => heard.push(message), end: () => undefined };
    const sessionId = '0198c0de-0000-7000-8000-000000000001' as DropSessionId;
    const member = new PresentMember({ peerId: JOINED.peerId, name: 'Ben', sessionId }, ear);
    for (const message of before) member.hear(message);
    member.welcome(JOINED);
    for (const message of after) member.hear(message);
    expect(heard).toEqual([JOINED, ...expected]);
  });
});
