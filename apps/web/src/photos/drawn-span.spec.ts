import { describe, expect, it } from '@jest/globals';
import { widerSpan, type Span } from './drawn-span.ts';

const span = (from: number, to: number): Span => ({ from, to });

describe('what of the timeline is drawn', () => {
  it.each<[string, Span, Span, Span]>([
    ['what is around it', span(1000, 1800), span(100, 2700), span(100, 2700)],
    ['what is still drawn from where one was a step ago', span(1240, 2040), span(100, 2700), span(100, 2700)],
    [
      'what is in sight also where nothing is around it yet',
      span(2000, 2800),
      span(100, 2700),
      span(100, 2800),
    ],
    ['not what one has flown past', span(9000, 9800), span(100, 2700), span(9000, 9800)],
    ['nor what lies far below', span(0, 800), span(5000, 8000), span(0, 800)],
  ])('%s', (_, seen, around, drawn) => expect(widerSpan(seen, around)).toEqual(drawn));
});
