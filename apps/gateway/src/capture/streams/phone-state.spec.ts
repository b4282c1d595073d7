import { describe, expect, it } from '@jest/globals';
import { stateOfPhone } from './phone-state.js';

const READY = { hasLeft: false, isSilent: false, wasHeard: true, isRecording: false, rounds: 5 };

describe('a phone', () => {
  it.each([
    ['that left is gone, whatever else', { hasLeft: true, isRecording: true }, 'gone'],
    ['that was heard and is silent is lost', { isSilent: true, isRecording: true }, 'lost'],
    ['that was never heard has joined', { isSilent: true, wasHeard: false, rounds: 0 }, 'joined'],
    ['whose clock is not known has joined', { rounds: 4 }, 'joined'],
    ['whose clock is known is ready', {}, 'ready'],
    ['of which something is recorded is recording', { isRecording: true }, 'recording'],
  ])('%s', (_, some, state) => {
    expect(stateOfPhone({ ...READY, ...some })).toBe(state);
  });
});
