import { X509Certificate } from 'node:crypto';

/** A UUID that says "made from this" (RFC 9562 section 5.8), so that installing twice replaces instead of adding. */
function makeUuid(fingerprint: string, purpose: number): string {
  const hex = [...fingerprint.slice(0, 32)];
  hex[12] = '8';
  hex[16] = '89ab'[parseInt(hex[16] as string, 16) % 4] as string;
  hex[31] = purpose.toString(16);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)]
    .map((part) => part.join(''))
    .join('-')
    .toUpperCase();
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/**
 * What iOS and macOS install an authority from: a configuration profile with one root certificate
 * (Apple, Device Management, `com.apple.security.root`). The same certificate always makes the same text.
 */
export function describeTrustProfile(certificatePem: string): string {
  const certificate = new X509Certificate(certificatePem);
  const fingerprint = certificate.fingerprint256.replaceAll(':', '').toLowerCase();
  const name = escapeXml(/^CN=(.*)$/m.exec(certificate.subject)?.[1] ?? 'Hearth');
  const bytes = certificate.raw.toString('base64').replace(/(.{68})(?=.)/g, '$1\n');
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
  <key>PayloadType</key><string>Configuration</string>
  <key>PayloadVersion</key><integer>1</integer>
  <key>PayloadIdentifier</key><string>hearth.trust.${fingerprint.slice(0, 16)}</string>
  <key>PayloadUUID</key><string>${makeUuid(fingerprint, 0)}</string>
  <key>PayloadDisplayName</key><string>${name}</string>
  <key>PayloadDescription</key><string>Lets this device trust the certificate of ${name}.</string>
  <key>PayloadContent</key>
  <array>
    <dict>
      <key>PayloadType</key><string>com.apple.security.root</string>
      <key>PayloadVersion</key><integer>1</integer>
      <key>PayloadIdentifier</key><string>hearth.trust.${fingerprint.slice(0, 16)}.root</string>
      <key>PayloadUUID</key><string>${makeUuid(fingerprint, 1)}</string>
      <key>PayloadDisplayName</key><string>${name}</string>
      <key>PayloadCertificateFileName</key><string>hearth-ca.cer</string>
      <key>PayloadContent</key>
      <data>
${bytes}
      </data>
    </dict>
  </array>
</dict>
</plist>
`;
}
