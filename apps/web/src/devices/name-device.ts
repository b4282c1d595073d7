interface DeviceHints {
  /** As client hints tell it; empty where the browser keeps it to itself. */
  readonly model: string;
  readonly userAgent: string;
}

const BY_USER_AGENT: readonly (readonly [RegExp, string])[] = [
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Android.*Mobile/, 'Android phone'],
  [/Android/, 'Android tablet'],
  [/CrOS/, 'Chromebook'],
  [/Macintosh/, 'Mac'],
  [/Windows/, 'Windows PC'],
  [/Linux/, 'Linux PC'],
];

/** What a device may be called before its owner says otherwise. */
export function nameDevice({ model, userAgent }: DeviceHints): string {
  if (model.trim() !== '') return model.trim();
  return BY_USER_AGENT.find(([pattern]) => pattern.test(userAgent))?.[1] ?? 'My device';
}

interface UserAgentData {
  getHighEntropyValues(hints: string[]): Promise<{ model?: string }>;
}

/** Asks the browser what it runs on. */
export async function findDeviceName(): Promise<string> {
  const { userAgentData } = navigator as Navigator & { userAgentData?: UserAgentData };
  const hints = await userAgentData?.getHighEntropyValues(['model']).catch(() => undefined);
  return nameDevice({ model: hints?.model ?? '', userAgent: navigator.userAgent });
}
