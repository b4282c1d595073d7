import { fold, splitExtension } from './folded-name.js';

const RAWS = new Set(
  'dng nef nrw cr2 cr3 crw arw sr2 srf orf rw2 raf pef srw x3f mrw 3fr iiq kdc dcr erf mef mos rwl raw gpr'.split(
    ' ',
  ),
);
/** What a side-car may belong to: pictures and films; sounds have tags of their own. */
const PICTURES = new Set([
  ...RAWS,
  ...'jpg jpeg jpe jfif png apng gif webp tif tiff avif heic heif hif bmp jxl jp2 psd mp4 m4v mov qt 3gp mkv webm avi mts m2ts mpg mpeg wmv'.split(
    ' ',
  ),
]);

/** Google cuts names off: those of pictures after 51 characters with their extension, those of side-cars after 46 without. */
const CUT_AFTER = 46;
const TAKEOUT_SUFFIX = '.supplemental-metadata';
/** What Google's editor adds to the name of the copy it makes, in the languages of its users. */
const EDITED =
  /-(edited|bearbeitet|modifié|modifie|editado|editada|modificato|bewerkt|edytowane|redigerat|redigeret|redigert|muokattu|upraveno|編集済み|编辑|편집됨|измененный)$/u;

export interface Named {
  readonly name: string;
}

/** A side-car with the files it tells about, the one first that takes it along when it moves. */
export interface Sidecar<File extends Named> {
  readonly sidecar: File;
  readonly of: readonly File[];
}

/**
 * What programs note beside a picture: Adobe's and most others', Google Takeout's, Apple's (`.aae`), and how RawTherapee, DxO,
 * Canon and ON1 developed a raw.
 */
export const isSidecarName = (name: string): boolean => /\.(xmp|json|aae|pp3|dop|vrd|on1)$/i.test(name);

/** Which of a folder's files are side-cars. Those of nobody are none. */
export function findSidecars<File extends Named>(files: readonly File[]): Sidecar<File>[] {
  const sidecars = files.filter(({ name }) => isSidecarName(name));
  if (sidecars.length === 0) return [];
  const pictures = new Pictures(files);
  return sidecars
    .map((sidecar) => {
      const { base, extension } = splitExtension(fold(sidecar.name));
      return { sidecar, of: extension === 'json' ? pictures.ofTakeout(base) : pictures.ofNotes(base) };
    })
    .filter(({ of }) => of.length > 0);
}

class Pictures<File extends Named> {
  private readonly byName = new Map<string, File>();
  private readonly byBase = new Map<string, File[]>();
  /** By all of the name that Google keeps of it in a side-car's. */
  private readonly byCutName = new Map<string, File[]>();
  /** Copies that Google's editor made, by the name of the original. */
  private readonly edited = new Map<string, File[]>();

  constructor(files: readonly File[]) {
    for (const file of [...files].sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const name = fold(file.name);
      const { base, extension } = splitExtension(name);
      if (!PICTURES.has(extension)) continue;
      this.byName.set(name, file);
      add(this.byBase, base, file);
      if (name.length > CUT_AFTER) add(this.byCutName, name.slice(0, CUT_AFTER), file);
      const { plain, number } = takeNumber(base);
      const original = plain.replace(EDITED, '');
      if (original !== plain) add(this.edited, `${original}${number}.${extension}`, file);
    }
  }

  /**
   * `name.ext.xmp` of one file; `name.xmp` of the raw of that name, else of all that have it; `IMG_O1.AAE`, which Apple puts beside
   * an edited picture, of its original.
   */
  ofNotes(base: string): File[] {
    const exact = this.byName.get(base);
    if (exact) return [exact];
    const all = this.byBase.get(base) ?? this.byBase.get(base.replace(/^img_o(?=\d)/, 'img_')) ?? [];
    return [...all.filter(isRaw), ...all.filter((file) => !isRaw(file))];
  }

  /** `IMG.jpg.json`, `IMG.jpg.supplemental-metadata.json` (cut anywhere), and with a number behind either. */
  ofTakeout(base: string): File[] {
    const { plain, number } = takeNumber(base);
    const own = this.byName.get(base) ?? this.ofNumbered(plain, number) ?? this.ofCut(plain, number);
    if (!own) return [];
    const copies = this.edited.get(fold(own.name)) ?? [];
    return [own, ...copies];
  }

  private ofNumbered(plain: string, number: string): File | undefined {
    for (let dot = plain.lastIndexOf('.'); dot > 0; dot = plain.lastIndexOf('.', dot - 1)) {
      // "IMG.jpg" is all of it, or what stands before a part of the suffix does.
      const title = [plain, plain.slice(0, dot)].find((part) => this.isTitle(part, plain, number));
      if (title !== undefined) return this.byName.get(numbered(title, number));
    }
    return undefined;
  }

  private isTitle(part: string, plain: string, number: string): boolean {
    return this.byName.has(numbered(part, number)) && `${part}${TAKEOUT_SUFFIX}`.startsWith(plain);
  }

  /** So long that nothing of the suffix is left. */
  private ofCut(plain: string, number: string): File | undefined {
    if (plain.length < CUT_AFTER) return undefined;
    const candidates = this.byCutName.get(plain.slice(0, CUT_AFTER)) ?? [];
    return candidates.find(({ name }) => takeNumber(splitExtension(fold(name)).base).number === number);
  }
}

/** `IMG.jpg` with `(1)` is `IMG(1).jpg`. */
function numbered(name: string, number: string): string {
  const { base, extension } = splitExtension(name);
  return extension === '' ? `${base}${number}` : `${base}${number}.${extension}`;
}

function takeNumber(base: string): { plain: string; number: string } {
  const number = /\(\d{1,4}\)$/.exec(base)?.[0] ?? '';
  return { plain: number === '' ? base : base.slice(0, -number.length), number };
}

function isRaw({ name }: Named): boolean {
  return RAWS.has(splitExtension(fold(name)).extension);
}

function add<File>(map: Map<string, File[]>, key: string, file: File): void {
  const files = map.get(key);
  if (files) files.push(file);
  else map.set(key, [file]);
}
