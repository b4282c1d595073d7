import { describe, expect, it } from '@jest/globals';
import { foldText } from './fold-text.js';

describe('foldText', () => {
  it.each([
    ['Zürich', 'zurich'],
    ['Zu\u0308rich', 'zurich'],
    ['Café ÉRIC', 'cafe eric'],
    ['STRASSE Straße STRAẞE', 'strasse strasse strasse'],
    ['smørrebrød', 'smorrebrod'],
    ['ＦＵＬＬ　Ｗｉｄｔｈ', 'full width'],
    ['ﬁlm №5', 'film no5'],
    ['İstanbul ışık', 'istanbul isik'],
    ['ΟΔΟΣ οδός', 'οδοσ οδοσ'],
    ['Łódź Þór Æsir', 'lodz thor aesir'],
    ['がぎ 한국', 'がぎ 한국'],
    ['ｶﾞ', 'ガ'],
    ['🎉 R&B 100% TC_1', '🎉 r&b 100% tc_1'],
  ])('%s is searched by as %s', (text, folded) => expect(foldText(text)).toBe(folded));
});
