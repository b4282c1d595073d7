import { devicePublicKey, type DevicePublicKey } from '@hearth/contracts';
import { openDB, type DBSchema } from 'idb';

interface KeyDatabase extends DBSchema {
  keys: { key: string; value: CryptoKeyPair };
}

export interface DeviceKey {
  readonly publicKey: DevicePublicKey;
  readonly privateKey: CryptoKey;
}

const NAME = 'session';
const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256' } as const;

interface NewDeviceKey {
  readonly publicKey: DevicePublicKey;
  /** Makes it the key that this browser proves itself with; to be called once the hub has taken it. */
  readonly keep: () => Promise<void>;
}

/**
 * Makes a key whose private half can be used here and not be read, not even by this page. Undefined where the browser keeps
 * nothing (a private window, say).
 */
export async function makeDeviceKey(): Promise<NewDeviceKey | undefined> {
  try {
    const pair = await crypto.subtle.generateKey(ALGORITHM, false, ['sign', 'verify']);
    const database = await openKeys();
    return {
      publicKey: (await readPair(pair)).publicKey,
      keep: async () => {
        await database.put('keys', pair, NAME);
        database.close();
      },
    };
  } catch {
    return undefined;
  }
}

export async function findDeviceKey(): Promise<DeviceKey | undefined> {
  try {
    const database = await openKeys();
    const pair = await database.get('keys', NAME);
    database.close();
    return pair && (await readPair(pair));
  } catch {
    return undefined;
  }
}

export async function forgetDeviceKey(): Promise<void> {
  try {
    const database = await openKeys();
    await database.delete('keys', NAME);
    database.close();
  } catch {
    // Where nothing is kept there is nothing to forget.
  }
}

function openKeys() {
  return openDB<KeyDatabase>('hearth-keys', 1, {
    upgrade: (database) => void database.createObjectStore('keys'),
  });
}

async function readPair({ publicKey, privateKey }: CryptoKeyPair): Promise<DeviceKey> {
  const jwk = await crypto.subtle.exportKey('jwk', publicKey);
  // What else an exported key says (`ext`, `key_ops`) is no part of it.
  return { publicKey: devicePublicKey.parse(jwk), privateKey };
}
