import { timingSafeEqual } from 'node:crypto';

/** Whether what was shown is the secret. Never without one, and in the same time however much of it is right. */
export function isSameSecret(shown: unknown, secret: string | undefined): boolean {
  if (typeof shown !== 'string' || !secret) return false;
  const [said, right] = [Buffer.from(shown), Buffer.from(secret)];
  return said.length === right.length && timingSafeEqual(said, right);
}
