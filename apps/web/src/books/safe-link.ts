/** An address that a document may lead to: the web and mail. Everything else, script above all, is no link. */
export function safeLink(href: string): string | undefined {
  // What browsers leave out when they read an address.
  const bare = href.replace(/[\p{Cc}\s]/gu, '');
  return /^(?:https?:\/\/|mailto:)/i.test(bare) ? bare : undefined;
}
