import { describe, expect, it } from '@jest/globals';
import { inMemory } from './byte-source.js';
import { recognise } from './file-signature.js';

const bytes = (text: string): Buffer => Buffer.from(text, 'latin1');
const padded = (text: string, size = 4096): Buffer => Buffer.concat([bytes(text)], size);
const ftyp = (...brands: string[]): string => {
  const [major = '', ...compatible] = brands;
  const body = `ftyp${major}\0\0\0\0${compatible.join('')}`;
  return `\0\0\0${String.fromCharCode(body.length + 4)}${body}`;
};
const typeOf = (content: Buffer, name: string): string => recognise(inMemory(content), name).type;

describe('recognise', () => {
  it.each([
    ['jpeg', '\xff\xd8\xff\xe0'],
    ['png', '\x89PNG\r\n\x1a\n'],
    ['gif', 'GIF89a'],
    ['webp', 'RIFF\x20\0\0\0WEBPVP8 '],
    ['jxl', '\xff\x0a'],
    ['avif', ftyp('avif', 'mif1')],
    ['avifSequence', ftyp('avis', 'msf1')],
    ['heic', ftyp('heic', 'mif1')],
    ['heic', ftyp('mif1', 'miaf', 'heic')],
    ['heif', ftyp('mif1', 'miaf')],
    ['cr3', ftyp('crx ', 'isom')],
    ['mp4', ftyp('isom', 'iso2', 'mp41')],
    ['mp4', ftyp('mp42', 'M4A ')],
    ['mov', ftyp('qt  ')],
    ['mov', '\0\0\0\x08wide\0\0\0\0mdat'],
    ['threeGp', ftyp('3gp5')],
    ['threeG2', ftyp('3g2a')],
    ['m4a', ftyp('M4A ', 'mp42')],
    ['webm', '\x1a\x45\xdf\xa3\x9f\x42\x82\x84webm'],
    ['mkv', '\x1a\x45\xdf\xa3\x9f\x42\x82\x88matroska'],
    ['avi', 'RIFF\x20\0\0\0AVI LIST'],
    ['wav', 'RIFF\x20\0\0\0WAVEfmt '],
    ['wav', 'RF64\xff\xff\xff\xffWAVEds64'],
    ['aiff', 'FORM\0\0\0\x20AIFFCOMM'],
    ['flac', 'fLaC\0\0\0\x22'],
    ['flac', 'ID3\x04\0\0\0\0\0\x02..fLaC'],
    ['aac', 'ID3\x04\0\0\0\0\0\x02..\xff\xf1\x50\x80'],
    ['mp3', 'ID3\x04\0\0\0\0\0\x02..\xff\xfb\x90\x00'],
    ['mp3', '\xff\xfb\x90\x00'],
    ['aac', '\xff\xf1\x50\x80'],
    ['ogg', 'OggS\0\x02............\x01\x1e\x01vorbis'],
    ['ogv', 'OggS\0\x02............\x01\x2a\x80theora'],
    ['pdf', '%PDF-1.7\n'],
    ['mpeg', '\0\0\x01\xba\x44'],
    ['ole', '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'],
  ])('knows %s by its content, whatever it is called', (type, content) => {
    for (const name of ['no-extension', 'lies.txt', 'lies.jpg'])
      expect(typeOf(padded(content), name)).toBe(type);
  });

  it('knows a transport stream by its packets, with and without timestamps', () => {
    const packets = (length: number, first: number): Buffer => {
      const stream = Buffer.alloc(4096, 1);
      for (let at = first; at < stream.length; at += length) stream[at] = 0x47;
      return stream;
    };
    expect(typeOf(packets(188, 0), 'a')).toBe('ts');
    expect(typeOf(packets(192, 4), 'a')).toBe('ts');
  });

  it.each([
    ['II*\0', 'a.nef', 'nef'],
    ['MM\0*', 'a.dng', 'dng'],
    ['II*\0', 'a.tif', 'tiff'],
    ['II*\0', 'a.jpg', 'tiff'],
    ['\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'a.doc', 'doc'],
    ['\x30\x26\xb2\x75\x8e\x66\xcf\x11', 'a.wma', 'wma'],
    ['\x30\x26\xb2\x75\x8e\x66\xcf\x11', 'a', 'wmv'],
  ])('asks the name where %p is shared: %s is %s', (content, name, type) => {
    expect(typeOf(padded(content), name)).toBe(type);
  });

  it.each([
    ['# Title\n', 'a.md', 'markdown'],
    ['a,b\n1,2\n', 'a.csv', 'csv'],
    ['WEBVTT\n\n', 'a', 'vtt'],
    ['just words, caf\xc3\xa9\n', 'a', 'txt'],
    ['<?xml version="1.0"?>\n<!-- c -->\n<svg xmlns="x">', 'a', 'svg'],
    ['<!DOCTYPE html><p>', 'a', 'html'],
  ])('tells texts apart: %p', (content, name, type) => {
    expect(typeOf(bytes(content), name)).toBe(type);
  });

  it('takes a playlist that is called a film for the text it is', () => {
    expect(recognise(inMemory(bytes("ffconcat version 1.0\nfile 'a.mp4'\n")), 'a.mp4')).toEqual({
      type: 'txt',
      byContent: true,
      promised: 'mp4',
    });
    expect(typeOf(bytes('#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n'), 'a.mkv')).toBe('txt');
  });

  it('falls back to the name, and then to plain bytes', () => {
    const noise = Buffer.alloc(64, 0x03);
    expect(recognise(inMemory(noise), 'song.mp3')).toMatchObject({ type: 'mp3', byContent: false });
    expect(recognise(inMemory(noise), 'unknown.xyz')).toMatchObject({ type: 'binary', byContent: false });
    expect(recognise(inMemory(Buffer.alloc(0)), 'empty.png')).toMatchObject({
      type: 'png',
      byContent: false,
    });
  });
});
