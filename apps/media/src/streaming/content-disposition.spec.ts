import { describe, expect, it } from '@jest/globals';
import { attachmentNamed } from './content-disposition.js';

describe('attachmentNamed', () => {
  it.each([
    ['holiday.mp4', 'attachment; filename="holiday.mp4"'],
    ['two words;a=b.txt', 'attachment; filename="two words;a=b.txt"'],
    ['say "hi".txt', `attachment; filename="say _hi_.txt"; filename*=UTF-8''say%20%22hi%22.txt`],
    ['50%.txt', `attachment; filename="50_.txt"; filename*=UTF-8''50%25.txt`],
    ['Größe.jpg', `attachment; filename="Gr_e.jpg"; filename*=UTF-8''Gr%C3%B6%C3%9Fe.jpg`],
    ['🎬.mov', `attachment; filename="_.mov"; filename*=UTF-8''%F0%9F%8E%AC.mov`],
    [`it's (1)*é`, `attachment; filename="it's (1)*_"; filename*=UTF-8''it%27s%20%281%29%2A%C3%A9`],
    ['a\r\nSet-Cookie: x=1.txt', 'attachment; filename="aSet-Cookie: x=1.txt"'],
    ['nul\0.txt', 'attachment; filename="nul.txt"'],
    ['photo_\u202egpj.exe', 'attachment; filename="photo_gpj.exe"'],
    ['a\u2066b\u200f.txt', 'attachment; filename="ab.txt"'],
    ['..\\..\\x/y', 'attachment; filename=".._.._x_y"'],
    ['half \ud800.txt', `attachment; filename="half _.txt"; filename*=UTF-8''half%20%EF%BF%BD.txt`],
    ['\u0007', 'attachment; filename="file"'],
  ])('%j', (name, header) => expect(attachmentNamed(name)).toBe(header));
});
