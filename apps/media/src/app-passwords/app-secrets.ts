import { createHash, randomInt } from 'node:crypto';

/** Without what looks alike in some font: people type these on televisions. */
const LETTERS = 'abcdefghijkmnpqrstuvwxyz23456789';
const GROUPS = 4;
const GROUP_LETTERS = 5;

/** 100 random bits, as `xk7fa-b2mq9-…`. */
export function newAppSecret(): string {
  const group = () =>
    Array.from({ length: GROUP_LETTERS }, () => LETTERS[randomInt(LETTERS.length)]).join('');
  return Array.from({ length: GROUPS }, group).join('-');
}

/** What the database keeps of one, however it was typed. It is random, so a fast hash cannot be guessed backwards. */
export function hashOfAppSecret(typed: string): Buffer {
  return createHash('sha256').update(typed.toLowerCase().replaceAll(/[\s-]/g, '')).digest();
}
