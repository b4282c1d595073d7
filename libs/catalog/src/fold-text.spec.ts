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
    ['한국'.normalize('NFD'), '한국'],
    ['ｶﾞｷﾞ ガギ', 'がぎ がぎ'],
    ['サクラ', 'さくら'],
    ['Đà Nẵng Phở', 'da nang pho'],
    ['IĞDIR ığdır Iğdır', 'igdir igdir igdir'],
    ['Ώρα ΑΘΉΝΑ αθήνα', 'ωρα αθηνα αθηνα'],
    ['Ёлка ёлка Йод', 'елка елка иод'],
    ['مُحَمَّد محمـد', 'محمد محمد'],
    ['أحمد إحمد آحمد', 'احمد احمد احمد'],
    ['مكتبة على', 'مكتبه علي'],
    ['کتاب یک', 'كتاب يك'],
    ['שָׁלוֹם', 'שלום'],
    ['٢٠٢٤ ۲۰۲۴ २०२४', '2024 2024 2024'],
    ['L’été – «fini»', `l'ete - "fini"`],
    ['Do\u00adnau\u200b dampf', 'donau dampf'],
    ['❤\ufe0f', '❤'],
    ['👍🏽 👍🏿 👍', '👍 👍 👍'],
    ['Rock´n Roll', "rock'n roll"],
    ['Ɓala ŋawa', 'bala nawa'],
    ['🎉 R&B 100% TC_1', '🎉 r&b 100% tc_1'],
  ])('%s is searched by as %s', (text, folded) => expect(foldText(text)).toBe(folded));
});
