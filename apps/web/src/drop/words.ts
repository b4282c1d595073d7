import { concat, fromBase64Url, toBase64Url, utf8, type Bytes } from './bytes.ts';

export const WORDS = 6;
/** The words of the list differ within their first four letters. */
const TELLING_LETTERS = 4;
const NONCE_BYTES = 12;
const ID_BYTES = 16;
const KEY_BYTES = 32;
/** OWASP's figure for PBKDF2 with SHA-256 (2023). With 66 bits to guess it keeps a hub from trying them all. */
const ROUNDS = 600_000;

/** Six words of 2,048, drawn evenly: 66 bits. */
export function drawWords(list: readonly string[]): string[] {
  const numbers = crypto.getRandomValues(new Uint16Array(WORDS));
  // 65,536 is a multiple of the list's length, so the remainder favours none.
  return Array.from(numbers, (number) => list[number % list.length] ?? '');
}

/** What somebody typed, as words of the list; a word may be cut after its fourth letter. Or those that are none. */
export function readWords(
  text: string,
  list: readonly string[],
): { words: string[] } | { unknown: string[] } | { count: number } {
  const typed = text
    .normalize('NFKC')
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter(Boolean);
  const words = typed.map((word) => findWord(word, list));
  const unknown = typed.filter((_, index) => words[index] === undefined);
  if (unknown.length > 0) return { unknown };
  return words.length === WORDS ? { words: words as string[] } : { count: words.length };
}

function findWord(typed: string, list: readonly string[]): string | undefined {
  if (list.includes(typed)) return typed;
  if (typed.length < TELLING_LETTERS) return undefined;
  const found = list.filter((word) => word.startsWith(typed));
  return found.length === 1 ? found[0] : undefined;
}

export interface WordSecret {
  /** By which the hub finds the session. */
  readonly id: string;
  readonly key: CryptoKey;
}

/** One derivation gives both, and neither tells of the other (PBKDF2, RFC 8018). */
export async function deriveFromWords(words: readonly string[]): Promise<WordSecret> {
  const secret = await crypto.subtle.importKey('raw', utf8(words.join(' ')), 'PBKDF2', false, ['deriveBits']);
  const bits = await crypto.subtle.deriveBits(
    { name: 'PBKDF2', hash: 'SHA-256', salt: utf8('drop/v1/words'), iterations: ROUNDS },
    secret,
    (ID_BYTES + KEY_BYTES) * 8,
  );
  const bytes = new Uint8Array(bits);
  const key = await crypto.subtle.importKey('raw', bytes.subarray(ID_BYTES), 'AES-GCM', false, [
    'encrypt',
    'decrypt',
  ]);
  return { id: toBase64Url(bytes.subarray(0, ID_BYTES)), key };
}

/** Nonce and ciphertext (AES-256-GCM), in base64url. */
export async function sealKey({ id, key }: WordSecret, sessionKey: Bytes): Promise<string> {
  const iv = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  const sealed = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv, additionalData: utf8(id) },
    key,
    sessionKey,
  );
  return toBase64Url(concat([iv, new Uint8Array(sealed)]));
}

/** Throws for what was not sealed under these words. */
export async function openKey({ id, key }: WordSecret, sealed: string): Promise<Bytes> {
  const bytes = fromBase64Url(sealed);
  const iv = bytes.subarray(0, NONCE_BYTES);
  const opened = await crypto.subtle.decrypt(
    { name: 'AES-GCM', iv, additionalData: utf8(id) },
    key,
    bytes.subarray(NONCE_BYTES),
  );
  return new Uint8Array(opened);
}

/** BIP 39's English list: common words, none mistaken for another. Fetched when somebody needs it. */
export async function loadWordList(): Promise<readonly string[]> {
  return (await import('@scure/bip39/wordlists/english.js')).wordlist;
}
